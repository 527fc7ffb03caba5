using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Docs;

/// <summary>The code of docs/pickles.md: each test's body is there word for word, which <see cref="DocsTests"/> checks.</summary>
[Collection(nameof(Alone))]
public sealed class PicklesExamples : IDisposable
{
    private readonly ExamplesFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pickles_PicklesExample_Works()
    {
        Pickle.Save("state.pkl", new PickleDictionary { ["weights"] = NdArray.FromArray(new[] { 0.5, 1.5 }), ["epoch"] = 7L });
        Npy.Save("labels.npy", NdArray.FromObjects(new[] { "a", null }));
        Npy.SaveItem("settings.npy", new PickleDictionary { ["rate"] = 0.5 });
        Joblib.Save("model.joblib", new List<object?> { 1L });

        // docs/pickles.md: pickles
        object? value = Pickle.Load("state.pkl");                                // protocols 0 to 5
        if (value is PickleDictionary state)
        {
            NdArray<double> weights = state.Get<NdArray>("weights").As<double>();
            long epoch = state.Get<long>("epoch");
            string keys = string.Join(", ", state.Keys);                         // in the order of the file
        }

        NdArray<string?> labels = Npy.Load<string?>("labels.npy");               // np.save of an array of objects
        object? settings = Npy.LoadItem("settings.npy");                         // np.save of a dict: that dict
        object? model = Joblib.Load("model.joblib");                             // joblib.dump, compressed or not
        if (model is PickleObject { FullName: "sklearn.linear_model._base.LinearRegression" } regression)
            value = regression["coef_"];                                         // a class NpyIO does not know: its description

        byte[] pickle = Pickle.Save(new PickleDictionary { ["x"] = NdArray.FromArray(new[] { 1.5, 2.5 }), ["tags"] = new List<object?> { "a", 7L } });
        Joblib.Save("data.joblib", value);                                       // joblib.load reads it, mapped too
        Npy.SaveItem("settings.npy", new Dictionary<string, double> { ["rate"] = 0.1 });
        Npy.Save("names.npy", NdArray.FromObjects(new[] { "Ada", "Grace" }));    // an array of objects; a string[] alone becomes <U5

        using (JoblibFile file = Joblib.Open("data.joblib"))                     // its arrays are mapped, not loaded: valid until it is disposed of
            value = file.Value;
        // end

        Assert.Equal(2, Pickle.Load<PickleDictionary>(pickle).Count);
        Assert.Equal((2L, null), (labels.Count, labels[1]));
        Assert.Equal(0.5, ((PickleDictionary)settings!)["rate"]);
        Assert.Equal([1L], (List<object?>)model!);
        Assert.NotNull(Joblib.Load("data.joblib"));
    }

    [Fact]
    public void SparseMatrices_PicklesExample_Works()
    {
        // docs/pickles.md: sparse matrices
        Joblib.Save("x.joblib", SparseMatrix.Csr([2, 3], new[] { 1.5, 2.5 }, new[] { 0, 2 }, new[] { 0, 1, 2 }));
        SparseMatrix sparse = Joblib.Load<SparseMatrix>("x.joblib");             // scipy.sparse.csr_matrix; csc, coo, bsr, dia and the arrays, too
        NdArray dense = sparse.ToDense();
        // end

        Assert.Equal([1.5, 0, 0, 0, 0, 2.5], dense.ToArray<double>());
    }
}
