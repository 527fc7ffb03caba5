using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xunit;

namespace NpyIO.Tests.Arrays;

/// <summary>Structs that are no dtype's, seen in the bytes of an array.</summary>
public sealed class StructViewTests
{
    private static readonly DType Sample = DType.Parse("[('time', '<f4'), ('level', '<i2'), ('flags', 'u1', (2,))]");

    private static NdArray Points => NdArray.FromArray(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } });

    [Fact]
    public void View_OfTheItemsSize_KeepsTheShape()
    {
        NdArray records = NdArray.Create(Sample, 2, 3);
        records["time"].Set(0.5f, 1, 2);
        records["level"].Set((short)7, 1, 2);
        records["flags"].Set((byte)9, 1, 2, 1);

        NdArray<Reading> readings = records.View<Reading>();
        readings[0, 1] = new Reading { Time = 1.5f, Level = -1 };

        Assert.Equal([2L, 3], readings.Shape);
        Assert.Equal((0.5f, (short)7, (byte)9), (readings[1, 2].Time, readings[1, 2].Level, readings[1, 2].Second));
        Assert.Equal(1.5f, records["time"].Get<float>(0, 1));
        Assert.Equal(Sample, readings.DType);
        Assert.Equal([2L, 1], NdArray.Create(DType.Parse("V16"), 2, 1).View<Guid>().Shape);
    }

    /// <summary>The item's size is tried first: 12 bytes are one Vector3 each, whatever the last axis.</summary>
    [Fact]
    public void View_OfBothSizes_IsByItem() => Assert.Equal([2L, 1], NdArray.Create(DType.Parse("V12"), 2, 1).View<Vector3>().Shape);

    [Fact]
    public void View_OfTheLastAxis_MakesItDisappear()
    {
        NdArray points = Points;

        NdArray<Vector3> vectors = points.View<Vector3>();
        vectors[1] += Vector3.One;

        Assert.Equal([2L], vectors.Shape);
        Assert.Equal([new(1, 2, 3), new Vector3(5, 6, 7)], vectors.AsSpan());
        Assert.Equal(7, points.Get<float>(1, 2));
        Assert.Equal("NdArray<Vector3>(('<f4', (3,)), (2,))", vectors.Summary);
        Assert.Equal(new Vector3(1, 2, 3), points.At(0).View<Vector3>().GetItem());
        Assert.Equal(0, points.At(0).View<Vector3>().Rank);
        Assert.Equal([3L, 0], NdArray.Create<float>(3, 0, 3).ToNdArray().View<Vector3>().Shape);
        Assert.Equal([0L], NdArray.Create<float>(0, 3).View<Vector3>().Shape);
    }

    [Fact]
    public void View_OfOtherStrides_SeesTheSameElements()
    {
        float[] memory = [.. Enumerable.Range(0, 24).Select(i => (float)i)];
        NdArray cube = ((NdArray)memory).Reshape(2, 4, 3);

        Assert.Equal([new(0, 1, 2), new(12, 13, 14), new(3, 4, 5), new Vector3(15, 16, 17)], cube.Transpose(1, 0, 2).View<Vector3>().ToArray()[..4]);
        Assert.Equal([4L, 2], cube.Transpose(1, 0, 2).View<Vector3>().Shape);

        byte[] bytes = MemoryMarshal.AsBytes(memory.AsSpan()).ToArray();
        NdArray<Vector3> backwards = new NdArray(DType.Float32, [2, 3], bytes, 12, [-12, 4]).View<Vector3>();
        NdArray<Vector3> same = new NdArray(DType.Float32, [2, 3], bytes, 12, [0, 4]).View<Vector3>();
        NdArray<Vector3> apart = new NdArray(DType.Float32, [2, 3], bytes, 1, [17, 4]).View<Vector3>();
        Assert.Equal([new(3, 4, 5), new Vector3(0, 1, 2)], backwards.ToArray());
        Assert.Equal([new(3, 4, 5), new Vector3(3, 4, 5)], same.ToArray());
        Assert.Equal([-12L], backwards.Strides);
        apart[1] = Vector3.One;
        Assert.Equal(1f, BitConverter.ToSingle(bytes, 18));
        Assert.Equal(Vector3.One, apart[1]);
    }

    [Fact]
    public void View_OfAnyStructWithoutReferences_Works()
    {
        byte[] bytes = [.. Enumerable.Range(0, 128).Select(i => (byte)i)];

        Assert.Equal(new Guid(bytes.AsSpan(16, 16)), Seen<Guid>(16)[1]);
        Assert.Equal(Unsafe.ReadUnaligned<Matrix4x4>(ref bytes[64]), Seen<Matrix4x4>(64)[1]);
        Assert.Equal(Unsafe.ReadUnaligned<Int128>(ref bytes[0]), Seen<Int128>(16)[0]);
        Assert.Equal((byte)8, Seen<Quadruple>(4)[2][0]);
        Assert.Equal(Unsafe.ReadUnaligned<int>(ref bytes[12]), Seen<Overlaid>(8)[1].High);
        Assert.Equal(Unsafe.ReadUnaligned<float>(ref bytes[32]), Seen<Pair<Vector3>>(24)[1].First.Z);
        Assert.Equal((char)0x0302, NdArray.FromBuffer(bytes, DType.UInt16).View<char>()[1]);
        Assert.Equal(0x0706050403020100, NdArray.FromBuffer(bytes, DType.Parse("m8[100ns]")).View<TimeSpan>()[0].Ticks);

        NdArray<T> Seen<T>(int size) => NdArray.FromBuffer(bytes, DType.UInt8, count: 128 / size * size).Reshape(-1, size).View<T>();
    }

    /// <summary>Everything that an NdArray of a struct has, one after another.</summary>
    [Fact]
    public void Members_OfAStructView_AreThoseOfTheBytes()
    {
        NdArray original = Points;
        NdArray<Vector3> vectors = original.View<Vector3>();
        Vector3[] expected = [new(1, 2, 3), new(4, 5, 6)];
        var destination = new Vector3[3];

        // Shape and type.
        Assert.Equal((1, 2L, 24L, true, true, false), (vectors.Rank, vectors.Count, vectors.NBytes, vectors.IsCContiguous, vectors.IsFortranContiguous, vectors.IsReadOnly));
        Assert.Equal([12L], vectors.Strides);
        Assert.Equal(DType.SubArray(DType.Float32, 3), vectors.DType);

        // Elements.
        Assert.Equal(expected[1], vectors[1]);
        Assert.Equal(expected[1], vectors[[1]]);
        Assert.Equal(expected[1], vectors.Reshape(2, 1)[1, 0]);
        Assert.Equal(expected[1], vectors.Reshape(1, 2, 1)[0, 1, 0]);
        Assert.Equal(expected[1], vectors.At(1).GetItem());

        // Copies.
        vectors.CopyTo(destination);
        Assert.Equal([.. expected, default], destination);
        Assert.Equal(expected, vectors.ToArray());
        Assert.Equal(new[,] { { expected[0] }, { expected[1] } }, vectors.Reshape(2, 1).ToArray2D());
        Assert.Equal(expected[1], vectors.Reshape(1, 2, 1).ToArray3D()[0, 1, 0]);
        Assert.Equal(expected[1], vectors.Reshape(1, 2, 1, 1).ToArray4D()[0, 1, 0, 0]);
        Assert.Equal([[expected[0]], [expected[1]]], vectors.Reshape(2, 1).ToJagged());
        Assert.Equal([[[expected[0]], [expected[1]]]], vectors.Reshape(1, 2, 1).ToJagged3D());
        Assert.Equal(expected[1], vectors.ToTensor()[1]);
        NdArray<Vector3> copy = vectors.Reshape(1, 2).Transpose().Copy(), fortran = vectors.Reshape(1, 2).Copy(Order.Fortran);
        Assert.Equal(expected, copy.AsSpan());
        Assert.Equal("NdArray<Vector3>(('<f4', (3,)), (2, 1))", copy.Summary);
        Assert.Equal(expected[1], fortran[0, 1]);
        copy[0, 0] = default;
        Assert.Equal(1, original.Get<float>(0, 0));

        // In place.
        Assert.Equal(expected, vectors.AsReadOnlySpan());
        Assert.Equal(expected[1], vectors.AsTensorSpan()[1]);
        Assert.Equal(expected[1], vectors.AsReadOnlyTensorSpan()[1]);
        Assert.Equal(expected, vectors.AsMemory().ToArray());
        Assert.Equal(expected, vectors.AsReadOnlyMemory().ToArray());
        Assert.True(vectors.TryGetMemory(out _));

        // The dtype's own.
        Assert.Equal("NdArray(float32, (2, 3))", vectors.ToNdArray().Summary);
        Assert.True(vectors.ToNdArray().SharesMemory(original));
        Assert.Equal([2L, 3], ((NdArray)vectors).Shape);
        Assert.Equal(original.ToBytes(), vectors.ToBytes());
        Assert.Equal(original.ToBytes(Order.Fortran), vectors.ToBytes(Order.Fortran));
        Assert.Equal("NdArray<double>(float64, (2, 3))", vectors.To<double>().Summary);
        Assert.Equal("NdArray(>f4, (2, 3))", vectors.To(DType.Parse(">f4")).Summary);
        Assert.Equal([1f, 2, 3, 4, 5, 6], vectors.View<float>().ToArray());
        Assert.Equal([2L, 12], vectors.View(DType.UInt8).Shape);
        Assert.Equal([1f, 2, 3, 4, 5, 6], vectors.As<float>().ToArray());
        Assert.Equal(expected, vectors.View<Vector3>().ToArray());

        // Verbs.
        Assert.Equal(Npy.Save(original), Npy.Save(vectors));
        Assert.Equal(Npz.Save(("v", original)), Npz.Save(("v", vectors)));
        Assert.Equal(Npz.Save(("v", original)), Npz.Save(new Dictionary<string, NdArray<Vector3>> { ["v"] = vectors }));
        Assert.Equal(Pickle.Save(original), Pickle.Save(vectors));
    }

    [Fact]
    public void Save_OfAStructView_IsThatOfTheRecords()
    {
        NdArray records = NdArray.Create(Sample, 2);
        NdArray<Reading> readings = records.View<Reading>();
        readings[1] = new Reading { Time = 2, First = 3 };

        Assert.Equal(Npy.Save(records), Npy.Save(readings));
        Assert.Equal(Npy.Save(records), Npy.Save(readings.Copy()));
        Assert.Equal(3, Npy.Load(Npy.Save(readings))["flags"].Get<byte>(1, 0));
        Assert.Equal(2, Npy.Load(Npy.Save(readings)).View<Reading>()[1].Time);
    }

    [Fact]
    public void View_OfAReadOnlyArray_IsReadOnly()
    {
        NdArray<Vector3> vectors = NdArray.FromBuffer((ReadOnlyMemory<byte>)new byte[24], DType.Float32).Reshape(2, 3).View<Vector3>();

        Assert.True(vectors.IsReadOnly);
        Assert.Throws<InvalidOperationException>(() => vectors[0] = default);
        Assert.Throws<InvalidOperationException>(() => vectors.AsMemory());
        Assert.Equal(2, vectors.AsReadOnlySpan().Length);
    }

    [Fact]
    public void View_AutomaticLayout_IsRefusedByName()
    {
        const string Order = ": .NET orders its fields as it likes, so bytes cannot be seen as one. Use ";
        const string Tuple = "a struct with fields of the same types, which C# lays out in their order.";

        Refuses<(int, double)>(16, "(int, double) has automatic layout" + Order + Tuple);
        Refuses<DateTime>(8, "DateTime has automatic layout" + Order + "View<long>() for the counts of dates, or To<DateTime>() for their values.");
        Refuses<DateTimeOffset>(16, "DateTimeOffset has automatic layout" + Order + "a long for the count of a date, and Datetime64.");
        Refuses<Unordered>(16, "Unordered has automatic layout" + Order + "a struct with [StructLayout(LayoutKind.Sequential)], C#'s default.");
        Refuses<Pair<DateTime>>(16, "The field First of Pair<DateTime> is a DateTime, which has automatic layout" + Order + "a long for the count of a date, and Datetime64.");
        Refuses<Pair<Pair<Pair<(byte, long)>>>>(128, "The field First.First.First of Pair<Pair<Pair<(byte, long)>>> is a (byte, long), which has automatic layout" + Order + Tuple);
        Refuses<Pair<Unordered>>(32, "The field First of Pair<Unordered> is a Unordered, which has automatic layout" + Order + "a struct with [StructLayout(LayoutKind.Sequential)], C#'s default.");

        static void Refuses<T>(int size, string problem) =>
            Assert.Equal(problem, Assert.Throws<InvalidCastException>(() => NdArray.Create(DType.UInt8, 2, size).View<T>()).Message);
    }

    [Fact]
    public void View_OfForeignByteOrder_SaysWhatToCall()
    {
        NdArray swapped = Points.To(DType.Parse(">f4"));

        Assert.Equal(
            "The elements are kept in the byte order of '>f4', and those of Vector3 are in the machine's: To(array.DType.WithByteOrder(ByteOrder.LittleEndian)) gives an array that can be seen as Vector3.",
            Assert.Throws<InvalidCastException>(() => swapped.View<Vector3>()).Message);
        Assert.Equal(new Vector3(4, 5, 6), swapped.To(swapped.DType.WithByteOrder(ByteOrder.LittleEndian)).View<Vector3>()[1]);

        NdArray records = NdArray.Create(Sample.WithByteOrder(ByteOrder.BigEndian), 2);
        Assert.Throws<InvalidCastException>(() => records.View<Reading>());
        Assert.Equal(2, records.To(records.DType.WithByteOrder(ByteOrder.LittleEndian)).View<Reading>().Count);
    }

    [Fact]
    public void View_OfOtherSize_SaysSizes()
    {
        Assert.Equal(
            "A Vector3 has 12 bytes; an element of '<f8' has 8, and the 3 of the last axis have 24: Reshape gives another last axis.",
            Refusal<Vector3>(NdArray.Create<double>(2, 3)));
        Assert.Equal("A Vector3 has 12 bytes; an element of '<f4' has 4, and there is no axis to take together: Reshape gives another last axis.", Refusal<Vector3>(Points.At(0, 0)));
        Assert.Equal(
            "The elements of the last axis, of shape (2, 3) and strides (4, 8), are not contiguous, so they cannot be seen as one Vector3: call Copy() first.",
            Refusal<Vector3>(NdArray.Create<float>(3, 2).Transpose()));
        Assert.Equal("Elements of '|O' are or hold Python objects, which no buffer can hold.", Refusal<Vector3>(NdArray.FromObjects(new object[3])));
        Assert.Equal(new Vector3(0, 0, 0), NdArray.Create<float>(3, 2).Transpose().Copy().View<Vector3>()[1]);
    }

    [Fact]
    public void View_OfWhatIsNoStruct_IsRefused()
    {
        Assert.Equal("There is no NumPy dtype for int?; NdArray.FromObjects makes an array of Python objects of them.", Problem<int?>());
        Assert.Equal("There is no NumPy dtype for List<int>.", Problem<List<int>>());
        Assert.Equal(
            "Datetime64 values have no fixed bytes that a dtype could stand for; make the array of a Datetime64[], with NdArray.FromArray.",
            Problem<Datetime64>());
        Assert.Throws<InvalidCastException>(() => Points.View<(string, int)>());

        static string Problem<T>() => Assert.Throws<InvalidCastException>(() => Points.View<T>()).Message;
    }

    /// <summary>Values of a struct that were read from Python objects are not its bytes.</summary>
    [Fact]
    public void To_StructsOfObjects_AreHeld()
    {
        NdArray<decimal> prices = NdArray.FromObjects(new object?[] { 1.5m, 2m }).To<decimal>();

        Assert.Equal([1.5m, 2], prices.Copy().ToArray());
        Assert.Equal(DType.Object, prices.ToNdArray().DType);
        Assert.Throws<InvalidCastException>(() => prices.View<Guid>());
    }

    private static string Refusal<T>(NdArray array) => Assert.Throws<ArgumentException>(() => array.View<T>()).Message;

#pragma warning disable CS0649 // The fields are filled by their bytes.
    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct Reading
    {
        public float Time;
        public short Level;
        public byte First;
        public byte Second;
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Unordered
    {
        public byte Small;
        public long Large;
    }

    private struct Pair<T>
    {
        public T First;
        public T Second;
    }

    [InlineArray(4)]
    private struct Quadruple
    {
        private byte _first;
    }

    [StructLayout(LayoutKind.Explicit)]
    private struct Overlaid
    {
        [FieldOffset(0)]
        public long Whole;
        [FieldOffset(4)]
        public int High;
    }
#pragma warning restore CS0649
}
