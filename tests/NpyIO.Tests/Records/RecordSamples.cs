using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NpyIO.Tests.Records;

/// <summary>Reads and writes records as the library does, which knows a T without a constraint.</summary>
internal static class RecordCalls
{
    internal static NpyRecordInfo InfoOf<T>() => ((INpyRecord)default(T)!).Info;

    internal static DType DTypeOf<T>()
        where T : struct, INpyRecord<T> => T.DType;

    internal static T[] Read<T>(NdArray source)
        where T : struct, INpyRecord<T>
    {
        var records = new T[source.Count];
        T.Read(source, records);
        return records;
    }

    internal static NdArray Write<T>(T[] records, DType? dtype = null)
        where T : struct, INpyRecord<T>
    {
        NdArray written = NdArray.Create(dtype ?? T.DType, records.Length);
        T.Write(records, written);
        return written;
    }
}

internal enum Side : short
{
    Buy = 1,
    Sell = -1,
}

/// <summary>Numbers only: its own layout, with padding.</summary>
[NpyRecord]
internal partial record struct Tick(byte Kind, double Price, Side Side, int Qty);

[NpyRecord(Packed = true)]
internal partial record struct PackedTick(byte Kind, double Price);

[NpyRecord]
[StructLayout(LayoutKind.Sequential, Pack = 2)]
internal partial struct PackOfTwo
{
    public byte Kind;
    public double Price;
}

/// <summary>Accessors that change values, and a constructor that refuses them.</summary>
[NpyRecord]
internal partial struct Clamped
{
    [NpyField]
    public int X { get => field; set => field = Math.Max(0, value); }

    [NpyField]
    public partial int Y { get; set; }
}

internal partial struct Clamped
{
    public partial int Y { get => field; set => field = Math.Max(0, value); }
}

[NpyRecord]
internal partial struct WithConstructor
{
    public byte Kind;
    public int X;

    public WithConstructor(byte kind, int x)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(x);
        (Kind, X) = (kind, x);
    }
}

[NpyRecord]
internal partial record struct WithInitializer(int X)
{
    public int X { get; init; } = X >= 0 ? X : throw new ArgumentOutOfRangeException(nameof(X));
}

[NpyRecord(Naming = NpyNaming.SnakeCase)]
internal readonly partial record struct Trade([NpyField(DType = "M8[ms]")] Datetime64 TradedAt, double Price, [NpyField("sym", Length = 8)] string Symbol, [NpyField(Length = 4, DType = "S")] string Venue, int Qty, bool IsBuy);

[NpyRecord]
internal partial struct Nested
{
    public Tick First;
    public short Number;

    [NpyField(Length = 3)]
    public float[] Weights;

    [NpyField(Length = 2)]
    public PackedTick[] Ticks;

    public Triple Triple { get; set; }

    public object? Anything;

    public char Letter;

    [NpyField(Length = 5)]
    public byte[] Code;

    [NpyField(DType = "u1", Length = 2)]
    public byte[] Pair;

    [NpyField(DType = "U3", Length = 2)]
    public string[] Tags;
}

[InlineArray(3)]
internal struct Triple
{
    private int _first;
}

/// <summary>Own layout of nested records and inline arrays.</summary>
[NpyRecord]
internal partial struct Block
{
    public short Id;
    public Tick Tick;
    public Triple Triple;
    public LongDouble Wide;
}

/// <summary>Everything is set by one constructor, and by what it leaves.</summary>
[NpyRecord]
internal partial struct Constructed
{
    [NpyField("a")]
    private readonly int _count;

    [NpyIgnore]
    public int Calls;

    internal Constructed(double value, int _count)
    {
        Value = value;
        this._count = _count;
        Calls = 1;
    }

    public double Value { get; }

    public required long @class { get; init; }

    internal readonly int Count => _count;
}

[NpyRecord]
internal partial struct Annotated
{
    [NpyField(Length = 2)]
    public string Text;

    [NpyField(Length = 2)]
    public string? TextOrNull;

    [NpyField(Length = 2)]
    public byte[] Bytes;

    [NpyField(Length = 2)]
    public byte[]? BytesOrNull;

    [NpyField(Length = 2, DType = "U2")]
    public string[]? Texts;

    [NpyField(Length = 2, DType = "U2")]
    public string?[] TextsOrNulls;

    public object Anything;
}

#nullable disable
[NpyRecord]
internal partial record struct Oblivious([NpyField(Length = 2)] string Text, [NpyField(Length = 2)] byte[] Bytes, [NpyField(Length = 2, DType = "U2")] string[] Texts);
#nullable restore

#pragma warning disable NPY009 // It can only be loaded.
[NpyRecord]
internal partial record struct Unsized(string Text, int[] Numbers);
#pragma warning restore NPY009
