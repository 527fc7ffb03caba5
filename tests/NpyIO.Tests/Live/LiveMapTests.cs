using System.Text.Json;
using NpyIO.Tests.Golden;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Live;

/// <summary>Real NumPy sees what is written to a mapped file, and the other way round.</summary>
public class LiveMapTests
{
    public static TheoryData<bool, bool> Layouts => new() { { false, false }, { false, true }, { true, false }, { true, true } };

    [LinuxTheory(WithNumPy = true)]
    [MemberData(nameof(Layouts))]
    public void Map_WhileNumPyWrites_BothSeeEachOther(bool bigEndian, bool fortranOrder)
    {
        using TempFolder folder = new();
        using NumPyProcess numPy = new();
        string path = folder.Write("a.npy", NpyBytes.Integers("(2, 3)", 6, bigEndian, fortranOrder));
        using MappedArray mapped = Npy.Map(path, MapAccess.ReadWrite);

        mapped.As<int>()[1, 2] = -70;
        Assert.Equal(-70, numPy.Ask(new { op = "poke", path, index = new[] { 1, 2 }, value = 80 }).GetProperty("before").GetInt32());
        Assert.Equal(80, mapped.As<int>()[1, 2]);

        mapped.Array.Set(1 << 30, 0, 1);
        JsonElement facts = numPy.Ask(new { op = "check", path });
        Assert.Equal(fortranOrder, facts.GetProperty("fortran_order").GetBoolean());
        GoldenValues.AssertEqual(facts.GetProperty("values"), mapped.Array);
    }

    [LiveFact]
    public void CreateMapped_RandomDTypesAndShapes_IsOpenMemmapsFile()
    {
        using TempFolder folder = new();
        using NumPyProcess numPy = new();
        string[] descrs = ["'<f4'", "'>f8'", "'|b1'", "'|u1'", "'>i2'", "'<c16'", "'<M8[us]'", "'>m8[D]'", "'|S7'", "'<U3'", "'>U3'", "'|V5'", "[('a', '<i2'), ('b', '>f4', (2,))]"];
        long[][] shapes = [[], [0], [3], [2, 3], [3, 0, 2], [10, 2, 3, 4], [100_000, 5]];
        string theirs = folder.PathOf("theirs.npy"), ours = folder.PathOf("ours.npy");

        foreach (string descr in descrs)
        {
            foreach (long[] shape in shapes)
            {
                foreach (bool fortranOrder in (bool[])[false, true])
                {
                    JsonElement answer = numPy.Ask(new { op = "open_memmap", path = theirs, descr, shape, fortran_order = fortranOrder });
                    // Older versions of NumPy cannot map what is empty.
                    if (answer.TryGetProperty("error", out _) && shape.Contains(0))
                        continue;
                    Assert.False(answer.TryGetProperty("error", out JsonElement error), $"{descr}: {error}");
                    Npy.CreateMapped(ours, DType.Parse(descr), shape, fortranOrder ? Order.Fortran : Order.C).Dispose();

                    Assert.Equal(File.ReadAllBytes(theirs), File.ReadAllBytes(ours));
                }
            }
        }
    }
}
