using NpyIO.Kernels;
using Xunit;

namespace NpyIO.Tests.Kernels;

/// <summary>Casting.Checked between all types of numbers, against arithmetic without limits.</summary>
public sealed class CheckedCastTests
{
    private static readonly string[] Complex = ["c8", "c16", "c32"];

    public static TheoryData<string, string> Pairs()
    {
        var pairs = new TheoryData<string, string>();
        foreach (string from in (string[])[.. ExactNumber.Types, .. Complex])
        {
            foreach (string to in (string[])[.. ExactNumber.Types, .. Complex])
                pairs.Add(from, to);
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Apply_EveryEdge_KeepsTheValueOrRefusesIt(string from, string to)
    {
        ElementTransform transform = ElementTransform.Create(DType.Parse(from), DType.Parse(to), Casting.Checked);
        byte[] result = new byte[transform.TargetSize];
        List<byte[]> kept = [], lost = [];
        foreach (byte[] value in Values(from))
        {
            ExactNumber[]? expected = Expected(from, to, value);
            Assert.True((expected is null ? 0 : 1) == transform.Apply(value, result), $"{from} to {to}: {Convert.ToHexString(value)} is {(expected is null ? "kept" : "refused")}");
            (expected is null ? lost : kept).Add(value);
            if (expected is not null)
                AssertIs(expected, to, result, value);
        }

        // The same, many at once, and with a single one among them that is lost.
        byte[] all = [.. kept.SelectMany(bytes => bytes)];
        byte[] converted = new byte[kept.Count * transform.TargetSize];
        Assert.Equal(kept.Count, transform.Apply(all, converted));
        for (int i = 0; i < kept.Count; i++)
            AssertIs(Expected(from, to, kept[i])!, to, converted.AsSpan(i * transform.TargetSize, transform.TargetSize), kept[i]);
        for (int i = 0; i < lost.Count; i += Math.Max(1, lost.Count / 200))
        {
            int place = (int)((uint)(i * 7919) % kept.Count);
            byte[] other = (byte[])all.Clone();
            lost[i].CopyTo(other, place * transform.SourceSize);
            Assert.Equal(place, transform.Apply(other, converted));
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Apply_BigEndian_FindsTheSame(string from, string to)
    {
        ElementTransform transform = ElementTransform.Create(DType.Parse(from), DType.Parse(to), Casting.Checked);
        ElementTransform swapped = ElementTransform.Create(DType.Parse(from).WithByteOrder(ByteOrder.BigEndian), DType.Parse(to).WithByteOrder(ByteOrder.BigEndian), Casting.Checked);
        foreach (byte[][] chunk in Values(from).Chunk(61))
        {
            byte[] values = [.. chunk.SelectMany(bytes => bytes)];
            byte[] expected = new byte[chunk.Length * transform.TargetSize], found = new byte[expected.Length];
            int count = transform.Apply(values, expected);
            ByteSwap.InPlace(values, DType.Parse(from).WithByteOrder(ByteOrder.BigEndian));

            Assert.Equal(count, swapped.Apply(values, found));
            ByteSwap.InPlace(found, DType.Parse(to).WithByteOrder(ByteOrder.BigEndian));
            Assert.Equal(expected[..(count * transform.TargetSize)], found[..(count * transform.TargetSize)]);
        }
    }

    /// <summary>Checks go in pieces of several lengths: the place is that among all elements.</summary>
    [Theory]
    [MemberData(nameof(Pairs))]
    public void Apply_LostValuesFarBehind_FindsTheFirst(string from, string to)
    {
        byte[][] lost = [.. Values(from).Where(value => Expected(from, to, value) is null).Take(7)];
        if (lost.Length == 0)
            return;
        foreach (ByteOrder order in (ByteOrder[])[ByteOrder.LittleEndian, ByteOrder.BigEndian])
        {
            DType stored = DType.Parse(from).WithByteOrder(order);
            ElementTransform transform = ElementTransform.Create(stored, DType.Parse(to).WithByteOrder(order), Casting.Checked);
            byte[] values = new byte[9000 * transform.SourceSize], result = new byte[9000 * transform.TargetSize];
            Put(8999, lost[^1]);
            foreach (int place in (int[])[8999, 8193, 8192, 8191, 4097, 4096, 2049, 1025, 1023, 513, 512, 511, 257, 256, 255, 1, 0])
            {
                Put(place, lost[place % lost.Length]);
                Assert.Equal(place, transform.Apply(values, result));
            }

            void Put(int place, byte[] value)
            {
                Span<byte> item = values.AsSpan(place * transform.SourceSize, transform.SourceSize);
                value.CopyTo(item);
                ByteSwap.InPlace(item, stored);
            }
        }
    }

    [Fact]
    public void CanCast_Checked_IsBetweenNumbersAndUnitsAndOfByteOrder()
    {
        Assert.True(Casts.CanCast(DType.Parse("<M8[s]"), DType.Parse(">M8[s]"), Casting.Checked));
        Assert.True(Casts.CanCast(DType.Parse("<U3"), DType.Parse(">U3"), Casting.Checked));
        Assert.True(Casts.CanCast(DType.Parse("i4"), DType.Parse("m8[s]"), Casting.Checked));
        Assert.False(Casts.CanCast(DType.Parse("f8"), DType.Parse("m8[s]"), Casting.Checked));
        Assert.False(Casts.CanCast(DType.Parse("i4"), DType.Parse("U20"), Casting.Checked));
        Assert.False(Casts.CanCast(DType.Parse("i4,i4"), DType.Parse("i8,i8"), Casting.Checked));
        Assert.False(Casts.CanCast(DType.Parse("M8[s]"), DType.Parse("i8"), Casting.Checked));
    }

    private static bool IsComplex(string type) => type[0] == 'c';

    private static string PartOf(string type) => IsComplex(type) ? "f" + (ExactNumber.SizeOf(type) / 2) : type;

    private static List<byte[]> Values(string type)
    {
        if (!IsComplex(type))
            return type == "?" ? [[0], [1], [2], [255]] : ExactNumber.Values(type);
        List<byte[]> parts = ExactNumber.Values(PartOf(type));
        byte[] zero = parts[0], minusZero = parts.First(p => ExactNumber.Read(PartOf(type), p) is { Magnitude.IsZero: true, IsNegative: true, IsNaN: false, IsInfinity: false });
        List<byte[]> values = [];
        for (int i = 0; i < parts.Count; i++)
        {
            values.Add([.. parts[i], .. i % 2 == 0 ? zero : minusZero]);
            if (i % 5 == 0)
                values.Add([.. parts[i * 7 % parts.Count], .. parts[i]]);
        }

        return values;
    }

    private static ExactNumber[]? Expected(string from, string to, byte[] value)
    {
        string part = PartOf(from);
        int size = ExactNumber.SizeOf(part);
        bool fromFloat = ExactNumber.IsFloat(part);
        ExactNumber real = ExactNumber.Read(part, value.AsSpan(0, size));
        ExactNumber imaginary = IsComplex(from) ? ExactNumber.Read(part, value.AsSpan(size)) : new ExactNumber(false, 0, 0);
        if (!IsComplex(to) && (!imaginary.Magnitude.IsZero || imaginary.IsNaN || imaginary.IsInfinity))
            return null;
        return real.In(PartOf(to), fromFloat) is not { } first ? null
            : !IsComplex(to) ? [first]
            : imaginary.In(PartOf(to), fromFloat) is { } second ? [first, second] : null;
    }

    private static void AssertIs(ExactNumber[] expected, string to, ReadOnlySpan<byte> found, byte[] value)
    {
        string part = PartOf(to);
        int size = ExactNumber.SizeOf(part);
        for (int i = 0; i < expected.Length; i++)
        {
            ExactNumber number = ExactNumber.Read(part, found.Slice(i * size, size));
            Assert.True(expected[i].IsSame(number), $"{Convert.ToHexString(value)} became {Convert.ToHexString(found)}: {expected[i]} expected, {number} found");
        }
    }
}
