using System.Text.Json;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

/// <summary>The tool on pickles: the contract of its JSON, and what it says where there is none.</summary>
public sealed class PickleTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(
        PickleSamples.Plain,
        """[null,true,7,1180591620717411303424,1.5,{"float":"NaN"},{"float":"-Infinity"},"ä\ud800",{"bytes":"Af8="},{"bytes":"YWI="},{"complex":[1.0,2.0]}]""")]
    [InlineData(
        PickleSamples.Containers,
        """{"dict":[["a",{"tuple":[1,"x"]}],[2,{"set":[3]}],[null,{"set":["q"]}],[{"tuple":[1,2]},{"dict":[["k",[]]]}]]}""")]
    [InlineData(
        PickleSamples.Times,
        """[{"date":"2020-02-29"},{"datetime":"2021-03-04T05:06:07.000008"},{"datetime":"2021-03-04T00:00:00"},{"datetime":"2021-03-04T00:00:00+00:00"},{"time":"01:02:03.000004"},{"timedelta":[-1,5,6]}]""")]
    [InlineData(PickleSamples.Numbers, """[{"decimal":"1.10"},{"fraction":[1,3]},{"range":[1,10,2]},{"slice":[null,5,null]}]""")]
    [InlineData(
        PickleSamples.Arrays,
        """{"dict":[["x",{"ndarray":{"descr":"'<i8'","shape":[2,2],"data":[[0,1],[2,3]]}}],["y",[{"ndarray":{"descr":"'<f8'","shape":[],"data":2.5}},{"dtype":"'<i8'"}]],["z",{"ndarray":{"descr":"'<i8'","shape":[2,2],"data":[[0,1],[2,3]]}}]]}""")]
    [InlineData(PickleSamples.Instance, """{"opaque":"__main__.C","args":{"tuple":[]},"state":{"dict":[["q",1]]}}""")]
    [InlineData(
        PickleSamples.ObjectArray,
        """{"ndarray":{"descr":"'|O'","shape":[2],"data":["a",{"dict":[["k",{"ndarray":{"descr":"'<i8'","shape":[2,2],"data":[[0,1],[2,3]]}}]]}]}}""")]
    public void CatJson_Pickle_IsItsValue(string sample, string value)
    {
        string file = PickleSamples.Write(_folder, sample);

        Assert.Equal(new CliRun(0, $$"""{"file":"{{file}}","value":{{value}}}""" + "\n", ""), CliRun.Of("cat", file, "--json"));
    }

    [Theory]
    [InlineData(PickleSamples.Cycle, "contains itself, which has no form in JSON")]
    [InlineData(PickleSamples.Laughs, "its values share parts: written out they would be more than 8 times as long as every part once")]
    public void CatJson_ValueWithoutEnd_IsOneError(string sample, string reason)
    {
        string file = PickleSamples.Write(_folder, sample);

        Assert.Equal(new CliRun(1, "", $"npyio: {file}: {reason}\n"), CliRun.Of("cat", file, "--json"));
    }

    [Fact]
    public void CatJson_DeepNesting_IsOneError()
    {
        string file = _folder.PathOf("deep.pkl");
        File.WriteAllBytes(file, [0x80, 2, .. Enumerable.Repeat((byte)'N', 1), .. Enumerable.Repeat((byte)0x85, 100_000), (byte)'.']);

        Assert.Equal(new CliRun(1, "", $"npyio: {file}: its values nest deeper than 900 levels\n"), CliRun.Of("cat", file, "--json"));
        Assert.Equal(0, CliRun.Of("cat", file).Status);
    }

    [Theory]
    [InlineData(PickleSamples.Cycle, "list of 2\n  1\n  list of 2\n")]
    [InlineData(PickleSamples.Laughs, "list of 2\n")]
    [InlineData(PickleSamples.Arrays, "dict of 3\n  'x': int64, shape (2, 2)\n  'y': list of 2\n    float64, shape ()\n    dtype int64\n  'z': int64, shape (2, 2)\n")]
    public void Cat_ForPeople_IsBounded(string sample, string start)
    {
        string file = PickleSamples.Write(_folder, sample);

        CliRun run = CliRun.Of("cat", file);

        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.StartsWith(start, run.Output, StringComparison.Ordinal);
        Assert.InRange(run.Output.Length, start.Length, 40_000);
    }

    [Fact]
    public void InfoJson_Pickle_HasArraysByPath()
    {
        string file = PickleSamples.Write(_folder, PickleSamples.Arrays);

        Assert.Equal(
            new CliRun(
                0,
                $$"""{"file":"{{file}}","kind":"pickle","arrays":[{"name":"['x']","version":null,"descr":"'<i8'","shape":[2,2],"fortran_order":false,"data_offset":null,"nbytes":32},{"name":"['y'][0]","version":null,"descr":"'<f8'","shape":[],"fortran_order":false,"data_offset":null,"nbytes":8}]}""" + "\n",
                ""),
            CliRun.Of("info", file, "--json"));
    }

    [Fact]
    public void Info_KeysThatAreScalars_AreShownByTheirValueAndAreNoArrays()
    {
        string file = PickleSamples.Write(_folder, PickleSamples.ScalarKeys);
        string archive = _folder.PathOf("x.npz");

        string output = CliRun.Of("info", file, "--json").Output;

        Assert.Equal(
            ["['k']", "[3]", "[a tuple of 1]", "[2020-01-02]"],
            JsonDocument.Parse(output).RootElement.GetProperty("arrays").EnumerateArray().Select(array => array.GetProperty("name").GetString()));
        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", file, archive));
        Assert.Equal(["k", "3", "a tuple of 1", "2020-01-02"], Npz.Load(archive).Keys);
        Assert.Equal(0, CliRun.Of("cat", file, "--entry", "['k']").Status);
    }

    [Fact]
    public void CatJson_OrderedDictWithAttributes_HasThemAsState()
    {
        string file = _folder.PathOf("x.pkl");
        File.WriteAllBytes(file, [0x80, 2, .. "ccollections\nOrderedDict\n)R}X\u0001\0\0\0xK\u0007sb."u8]);

        Assert.Equal(new CliRun(0, $$$$"""{"file":"{{{{file}}}}","value":{"dict":[],"state":{"dict":[["x",7]]}}}""" + "\n", ""), CliRun.Of("cat", file, "--json"));
    }

    [Theory]
    [InlineData("(\u00b5/\u00fd", "Zstandard")]
    [InlineData("x\u0001", "zlib")]
    public void Info_CompressedFile_IsOfTheKindThatTheLibrarySees(string start, string expected)
    {
        string file = _folder.PathOf("x.joblib");
        File.WriteAllBytes(file, [.. System.Text.Encoding.Latin1.GetBytes(start), .. new byte[20]]);

        CliRun run = CliRun.Of("info", file);

        Assert.Equal(1, run.Status);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void CatJson_Entry_IsTheArrayAtThatPath()
    {
        string file = PickleSamples.Write(_folder, PickleSamples.Arrays);

        Assert.Equal($$$$"""{"file":"{{{{file}}}}","value":{"ndarray":{"descr":"'<f8'","shape":[],"data":2.5}}}""" + "\n", CliRun.Of("cat", file, "--json", "--entry", "['y'][0]").Output);
        Assert.Equal(
            $"npyio: {file}: has no array at 'q'; there are ['x'], ['y'][0]\n",
            CliRun.Of("cat", file, "--json", "--entry", "q").Error);
    }

    [Fact]
    public void Convert_PickleToArchive_NamesArraysByTheirPlace()
    {
        string file = PickleSamples.Write(_folder, PickleSamples.Arrays);
        string archive = _folder.PathOf("x.npz");

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", file, archive));

        Dictionary<string, NdArray> arrays = Npz.Load(archive);
        Assert.Equal(["x", "y/0"], arrays.Keys);
        Assert.Equal([0, 1, 2, 3], arrays["x"].ToArray<long>());
        Assert.Equal(2.5, arrays["y/0"].Get<double>());
    }

    [Fact]
    public void Convert_PickleToArray_NeedsAnEntryWhereThereAreSeveral()
    {
        string file = PickleSamples.Write(_folder, PickleSamples.Arrays);
        string array = _folder.PathOf("x.npy");

        Assert.Equal($"npyio: {file}: holds 2 arrays; name one with --entry: ['x'], ['y'][0]\n", CliRun.Of("convert", file, array).Error);
        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("convert", file, array, "--entry", "['x']"));
        Assert.Equal([0, 1, 2, 3], Npy.Load<long>(array).ToArray());
    }

    [Fact]
    public void Verify_PickleThatIsCut_TellsWhere()
    {
        string file = PickleSamples.Write(_folder, PickleSamples.Arrays);
        Assert.Equal(new CliRun(0, $"{file}: ok\n", ""), CliRun.Of("verify", file));
        byte[] bytes = File.ReadAllBytes(file);
        File.WriteAllBytes(file, bytes[..^1]);

        CliRun run = CliRun.Of("verify", file);

        Assert.Equal((1, ""), (run.Status, run.Output));
        Assert.StartsWith($"npyio: {file}: ", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.Error.Count(character => character == '\n'));
    }
}
