using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit;

namespace NpyIO.Tests;

/// <summary>The text of a value of every public type that has its own: a type that gets one needs a row here.</summary>
public sealed class ToStringTests
{
    [Fact]
    public void ToString_EveryPublicType_IsItsText()
    {
        NdArray grid = NdArray.FromArray(new[,] { { 1, 2 }, { 3, 4 } }), flat = NdArray.FromArray(new[] { 1, 2 });
        using NpzFile npz = Npz.Open(Npz.Save([new NpzItem("a", grid)]));
        using NpyFile npy = Npy.Open(Npy.Save(grid));
        using StoredArray stored = npz.Open("a");
        ArrayDifference difference = NdArray.Compare(flat, NdArray.FromArray(new[] { 1, 3 }));
        (object Value, string Text)[] rows =
        [
            (NdArray.Compare(grid, grid), ""),
            (difference.FirstMismatches[0], "[1]: 2 (ACTUAL), 3 (DESIRED)"),
            (new Complex64(1.5f, -2), "<1.5; -2>"),
            (new ComplexLongDouble((LongDouble)1.5, (LongDouble)(-2)), "<1.5; -2.0>"),
            ((LongDouble)(-0.25), "-0.25"),
            (Datetime64.FromDateTime(new DateTime(2021, 3, 4), DatetimeUnit.Day), "2021-03-04"),
            (new Timedelta64(-7, DatetimeUnit.Second), "-7"),
            (DType.Parse("[('x', '<f4'), ('y', '>i2', (2,))]"), "[('x', '<f4'), ('y', '>i2', (2,))]"),
            (grid, "[[1 2]\n [3 4]]"),
            (NdArray.Create(["a", "bc"]), "['a' 'bc']"),
            (new MaskedArray(flat, NdArray.FromArray(new[] { true, false })), "[1 2]"),
            (SparseMatrix.Csr([2L, 3], new[] { 1.5 }, new[] { 0 }, new[] { 0, 1, 1 }), "SparseMatrix(csr, float64, (2, 3))"),
            (Slice.Parse("1:-1:2"), "1:-1:2"),
            (new NpyHeader(DType.Int32, [3, 2], fortranOrder: true), "NpyHeader(int32, (3, 2), Fortran order)"),
            (NpyVersion.V2, "2.0"),
            (npy, "NpyFile(int32, (2, 2))"),
            (npy[1..], "StoredArray(int32, (1, 2))"),
            (stored, "StoredArray(int32, (2, 2))"),
            (npz, "NpzFile 'object' with keys: a"),
            (npz.GetEntry("a"), "NpzEntry(a.npy, 144 bytes)"),
            (new PickleDecimal("1.10"), "1.10"),
            (new PickleFraction(-1, 3), "-1/3"),
            (new PickleDictionary { ["k"] = null, [1L] = new List<object?> { 2L } }, "{'k': None, 1: [2]}"),
            (new PickleObject("m", "C") { IsNew = true, Arguments = new(1L) }, "<m.C object>"),
            (new PickleRange(1, 10, 2), "range(1, 10, 2)"),
            (new PickleSet([1L, "x"]) { IsFrozen = true }, "frozenset({1, 'x'})"),
            (new PickleSlice(null, 5L, null), "slice(None, 5, None)"),
            (new PickleTuple(1L), "(1,)"),
        ];

        foreach ((object value, string text) in rows)
            Assert.Equal(text, value.ToString());
        Assert.Equal(OwnTexts(), rows.Select(row => Declaring(row.Value.GetType()).Name).Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>The texts of records, which the compiler makes, are not meant.</summary>
    private static IEnumerable<string> OwnTexts() => ((Assembly[])[typeof(Npy).Assembly, typeof(NpyAssert).Assembly, typeof(NpyCodecs).Assembly, typeof(NumSharpExtensions).Assembly])
        .SelectMany(assembly => assembly.GetExportedTypes())
        .Where(type => !type.IsInterface && Declaring(type) == type && !ToStringOf(type).IsDefined(typeof(CompilerGeneratedAttribute)) && !typeof(Exception).IsAssignableFrom(type))
        .Select(type => type.Name)
        .Order(StringComparer.Ordinal);

    private static Type Declaring(Type type) => ToStringOf(type).DeclaringType is { IsGenericType: true } generic ? generic.GetGenericTypeDefinition() : ToStringOf(type).DeclaringType!;

    private static MethodInfo ToStringOf(Type type) => type.GetMethod(nameof(ToString), [])!;
}
