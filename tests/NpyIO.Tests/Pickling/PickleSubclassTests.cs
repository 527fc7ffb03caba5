using System.Text;
using NpyIO.Tests.Cli;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Pickling;

/// <summary>Objects of classes derived from <c>ndarray</c>: the description gives the base array.</summary>
public sealed class PickleSubclassTests
{
    private const string Create = "\u0080\u0002cnumpy.core.multiarray\n_reconstruct\ncunits\nQuantity\nK\0\u0085U\u0001b\u0087R";
    private const string State = "(K\u0001K\u0002K\u0003\u0086cnumpy\ndtype\nU\u0002i2K\0K\u0001\u0087R(K\u0003U\u0001<NNNJ\u00FF\u00FF\u00FF\u00FFJ\u00FF\u00FF\u00FF\u00FFK\0tb\u0089U\u000C\u0001\0\u0002\0\u00FF\u00FF\u0004\0\u0005\0\u0006\0";
    private static readonly short[] Values = [1, 2, -1, 4, 5, 6];

    /// <summary>The state as NumPy makes it, with attributes behind it (the recipe of NumPy's documentation), and with them beside it (pandas, astropy).</summary>
    public static TheoryData<string> Pickles =>
    [
        Create + State + "tb.",
        Create + State + "U\u0001mtb.",
        Create + State + "t}U\u0004unitU\u0001ms\u0086b.",
        Create.Replace("numpy.core.multiarray", "numpy._core._internal", StringComparison.Ordinal) + State + "tb.",
    ];

    [Theory]
    [MemberData(nameof(Pickles), DisableDiscoveryEnumeration = true)]
    public void Array_OfASubclass_IsTheBaseArray(string pickle)
    {
        foreach (PickleReadOptions options in (PickleReadOptions[])[PickleReadOptions.Default, PickleReadOptions.AsStored, new() { Encoding = PickleEncoding.Latin1 }])
        {
            var described = (PickleObject)Pickle.Load(Encoding.Latin1.GetBytes(pickle), options)!;

            Assert.Equal(DType.Int16, described.Array!.DType);
            Assert.Equal([2L, 3L], described.Array.Shape);
            Assert.Equal(Values, described.Array.ToArray<short>());
            Assert.True(described.HasState);
        }
    }

    [Theory]
    [MemberData(nameof(Pickles), DisableDiscoveryEnumeration = true)]
    public void Tool_FileWithASubclass_ListsAndExportsIt(string pickle)
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder.PathOf("x.pkl"), Encoding.Latin1.GetBytes(pickle));
        File.WriteAllBytes(folder.PathOf("in.pkl"), Encoding.Latin1.GetBytes($"{pickle[..2]}}}U\u0001a{pickle[2..^1]}s."));

        CliRun run = CliRun.Of("info", folder.PathOf("x.pkl"), "--json");
        Assert.Contains("\"descr\":\"'<i2'\",\"shape\":[2,3],\"fortran_order\":false", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"name\":\"['a']\"", CliRun.Of("info", folder.PathOf("in.pkl"), "--json").Output, StringComparison.Ordinal);

        Assert.Equal(0, CliRun.Of("convert", folder.PathOf("x.pkl"), folder.PathOf("x.npy")).Status);
        Assert.Equal(Values, Npy.Load<short>(folder.PathOf("x.npy")).ToArray());
        Assert.Equal(0, CliRun.Of("convert", folder.PathOf("in.pkl"), folder.PathOf("in.npz")).Status);
        Assert.Equal(Values, Npz.Load(folder.PathOf("in.npz"))["a"].ToArray<short>());
    }

    [Theory]
    [InlineData("K\u0005b.")]
    [InlineData("(K\u0001K\u0002K\u0003tb.")]
    [InlineData(State + "U\0tb.")]
    public void Array_StateOfItsOwnKind_IsNull(string state)
    {
        string pickle = state.StartsWith(State, StringComparison.Ordinal) ? Create + State.Replace("K\u0002K\u0003\u0086", "K\u0002K\u0004\u0086", StringComparison.Ordinal) + "tb." : Create + state;

        var described = (PickleObject)Pickle.Load(Encoding.Latin1.GetBytes(pickle))!;

        Assert.Null(described.Array);
        Assert.True(described.HasState);
    }

    [Fact]
    public void Save_ObjectOfASubclass_IsReadAsTheSame()
    {
        foreach (string pickle in Pickles)
        {
            var described = (PickleObject)Pickle.Load(Pickle.Save(Pickle.Load(Encoding.Latin1.GetBytes(pickle))))!;

            Assert.Equal(Values, described.Array!.ToArray<short>());
        }
    }
}
