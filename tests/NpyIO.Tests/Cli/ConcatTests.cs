using CsCheck;
using NpyIO.Cli.Input;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Cli;

/// <summary><c>npyio concat</c>.</summary>
public class ConcatTests
{
    /// <summary>What was cut is joined again: every dtype, along every axis, in both orders.</summary>
    [Fact]
    public void Concat_PartsOfRandomArrays_IsTheWhole()
    {
        using var folder = new TempFolder();
        string whole = folder.PathOf("whole.npy"), first = folder.PathOf("1.npy"), second = folder.PathOf("2.npy"), third = folder.PathOf("3.npy");
        using IDisposable joined = JoinedArrays.BlockLength.Lower(100);
        using IDisposable block = InputArray.BlockLength.Lower(100);
        Gen.Select(RandomArrays.Contiguous, Gen.Int[0, 100], Gen.Int[0, 100], Gen.Bool, Gen.OneOf(50, 1000)).Sample((array, cut, place, isFortran, longest) =>
        {
            using IDisposable row = InputArray.MaxRowLength.Lower(longest);
            if (array.Rank == 0 || array.DType.HasObject)
                return;
            int axis = place % array.Rank;
            long at = array.Shape[axis] == 0 ? 0 : cut % (array.Shape[axis] + 1);
            array = array.Copy(isFortran ? Order.Fortran : Order.C);
            NdArray Part(long? from, long? to)
            {
                var index = new Slice[axis + 1];
                index[axis] = new Slice(from, to);
                return array[index].Copy(isFortran ? Order.Fortran : Order.C);
            }

            Npy.Save(first, Part(null, at));
            Npy.Save(second, Part(at, at));
            Npy.Save(third, Part(at, null));

            Assert.Equal(new CliRun(0, "", ""), CliRun.Of("concat", whole, first, second, third, "--axis", $"{(cut % 2 == 0 ? axis : axis - array.Rank)}"));

            NdArray found = Npy.Load(whole, NpyReadOptions.AsStored);
            Assert.True(found.DType.IsNative);
            Assert.Equal(array.To(found.DType, Casting.Equivalent), found);
        }, iter: 200, threads: 1);
    }

    /// <summary>Headers in Fortran order of arrays with one row or one column, as other programs write them.</summary>
    [Theory]
    [InlineData("(600, 1)", 0)]
    [InlineData("(600, 1)", 1)]
    [InlineData("(1, 600)", 0)]
    [InlineData("(1, 600)", 1)]
    public void Concat_FortranHeadersOfOneRowOrColumn_IsTheWhole(string shape, int axis)
    {
        using var folder = new TempFolder();
        using IDisposable joined = JoinedArrays.BlockLength.Lower(100);
        using IDisposable block = InputArray.BlockLength.Lower(100);
        byte[] content = NpyBytes.Integers(shape, 600, fortranOrder: true);
        string one = folder.Write("1.npy", content), all = folder.PathOf("all.npy");

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("concat", all, one, one, "--axis", $"{axis}"));

        NdArray part = Npy.Load(content);
        NdArray found = Npy.Load(all);
        Assert.Equal(part, axis == 0 ? found[new Slice(0, part.Shape[0])] : found[.., new Slice(0, part.Shape[1])]);
        Assert.Equal(part, axis == 0 ? found[new Slice(part.Shape[0], null)] : found[.., new Slice(part.Shape[1], null)]);
    }

    [Fact]
    public void Concat_TextsOfDifferentWidths_HaveTheWidest()
    {
        using var folder = new TempFolder();
        string one = folder.PathOf("1.npy"), two = folder.PathOf("2.npy"), all = folder.PathOf("all.npy");
        Npy.Save(one, new[] { "a", "bb" });
        Npy.Save(two, new[] { "cccc" });

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("concat", all, one, two));

        Assert.Equal(Npy.Save(new[] { "a", "bb", "cccc" }), File.ReadAllBytes(all));
    }

    [Fact]
    public void Concat_OntoAnInput_ReplacesIt()
    {
        using var folder = new TempFolder();
        string one = folder.PathOf("1.npy");
        Npy.Save(one, new[] { 1, 2 });

        Assert.Equal(new CliRun(0, "", ""), CliRun.Of("concat", one, one, one, one));

        Assert.Equal([1, 2, 1, 2, 1, 2], Npy.Load<int>(one));
        Assert.Equal(["1.npy"], folder.Names);
    }

    [Theory]
    [InlineData("missing", 0, "no such file or directory")]
    [InlineData("dtype", 0, "holds int32, but '{0}' float64")]
    [InlineData("shape", 0, "its shape (4, 3) does not fit that of '{0}', (4, 2): only axis 0 can differ")]
    [InlineData("rank", 0, "its shape (4,) does not fit that of '{0}', (4, 2): only axis 0 can differ")]
    [InlineData("rank", 1, "has no axis 1: its shape is (4,)")]
    [InlineData("scalar", 0, "is a single element, without an axis to join it along")]
    [InlineData("objects", 0, "holds Python objects, which cannot be joined")]
    public void Concat_BadFile_IsNamedAndNothingIsWritten(string kind, int axis, string reason)
    {
        using var folder = new TempFolder();
        string all = folder.PathOf("all.npy"), good = folder.PathOf("good.npy"), bad = folder.PathOf("bad");
        Npy.Save(good, new double[4, 2]);
        NdArray? array = kind switch
        {
            "dtype" => NdArray.FromArray(new int[4, 2]),
            "shape" => NdArray.FromArray(new double[4, 3]),
            "rank" => NdArray.FromArray(new double[4]),
            "scalar" => NdArray.Create(DType.Float64, default(ReadOnlySpan<long>)),
            "objects" => NdArray.FromObjects((object?[])[1, null]),
            _ => null,
        };
        if (array is not null)
            Npy.Save(bad, array);

        CliRun run = CliRun.Of("concat", all, good, bad, "--axis", $"{axis}");

        Assert.Equal(new CliRun(1, "", $"npyio: {bad}: {string.Format(System.Globalization.CultureInfo.InvariantCulture, reason, good)}\n"), run);
        Assert.False(File.Exists(all));
    }

    [Fact]
    public void Concat_DataThatEndEarly_LeavesTheOldFile()
    {
        using var folder = new TempFolder();
        string all = folder.PathOf("all.npy"), good = folder.PathOf("good.npy"), bad = folder.PathOf("bad.npy");
        Npy.Save(good, new double[4, 2]);
        File.WriteAllBytes(bad, Npy.Save(new double[400, 2])[..3000]);
        File.WriteAllText(all, "old");

        CliRun run = CliRun.Of("concat", all, good, bad);

        Assert.StartsWith($"npyio: {bad}: ", run.Error, StringComparison.Ordinal);
        Assert.Equal((1, "old"), (run.Status, File.ReadAllText(all)));
        Assert.Equal(["all.npy", "bad.npy", "good.npy"], folder.Names);
    }

    [Fact]
    public void Concat_WrongUsage_IsSaid()
    {
        Assert.Equal(new CliRun(2, "", "npyio: cannot write an array to 'a.npz': its extension must be .npy\nTry 'npyio concat --help'.\n"), CliRun.Of("concat", "a.npz", "b.npy"));
        Assert.Equal(new CliRun(2, "", "npyio: 'x' is not a number for --axis\nTry 'npyio concat --help'.\n"), CliRun.Of("concat", "a.npy", "b.npy", "--axis", "x"));
    }
}
