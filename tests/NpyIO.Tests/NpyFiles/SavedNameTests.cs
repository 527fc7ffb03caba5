using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.NpyFiles;

public sealed class SavedNameTests
{
    public static TheoryData<string, string> Fitting() => new()
    {
        { "npy", "a.npy" }, { "npy", "a" }, { "npy", "a.npz.tmp" }, { "npy", "npz" }, { "npz", "a.npz" }, { "npz", "a.zip" }, { "npz", "a.npy" },
        { "pickle", "a.pkl" }, { "pickle", "a.joblib" }, { "joblib", "a.joblib" }, { "joblib", "a.pkl" }, { "joblib", "a.pkl.gz" },
    };

    [Theory]
    [InlineData("a.npz")]
    [InlineData("a.NPZ")]
    public async Task Save_SingleArrayNamedAsAnArchive_IsRefusedNamingTheVerb(string name)
    {
        using var folder = new TempFolder();

        foreach (Func<string, Task> save in Saves("npy"))
        {
            var error = await Assert.ThrowsAsync<ArgumentException>(() => save(folder.PathOf(name)));
            Assert.StartsWith($"Npy.Save writes a .npy file, and '{folder.PathOf(name)}' is named as an archive: use Npz.Save, or a name that ends in .npy.", error.Message, StringComparison.Ordinal);
            Assert.Equal("path", error.ParamName);
        }

        Assert.Empty(folder.Names);
    }

    [Theory]
    [MemberData(nameof(Fitting))]
    public async Task Save_NameThatFits_IsTaken(string kind, string name)
    {
        using var folder = new TempFolder();

        foreach (Func<string, Task> save in Saves(kind))
            await save(folder.PathOf(name));

        Assert.Equal([name], folder.Names);
    }

    private static Func<string, Task>[] Saves(string kind)
    {
        int[] values = [1, 2];
        NdArray array = values;
        return kind switch
        {
            "npy" =>
            [
                Now(path => Npy.Save(path, array)), Now(path => Npy.Save(path, values)), Now(path => Npy.Save<int>(path, values, [2])), Now(path => Npy.SaveItem(path, "x")),
                path => Npy.SaveAsync(path, array), path => Npy.SaveAsync(path, values), path => Npy.SaveAsync<int>(path, values, [2]), path => Npy.SaveItemAsync(path, "x"),
            ],
            "npz" =>
            [
                Now(path => Npz.Save(path, ("x", array))), Now(path => Npz.Save(path, array)), Now(path => Npz.Create(path).Dispose()),
                path => Npz.SaveAsync(path, [("x", array)]), path => Npz.SaveAsync(path, [array]), Now(path => Npz.Save(path, ("x", array))),
            ],
            "pickle" => [Now(path => Pickle.Save(path, array)), path => Pickle.SaveAsync(path, array)],
            _ => [Now(path => Joblib.Save(path, array)), path => Joblib.SaveAsync(path, array)],
        };
    }

    private static Func<string, Task> Now(Action<string> save) => path =>
    {
        save(path);
        return Task.CompletedTask;
    };
}
