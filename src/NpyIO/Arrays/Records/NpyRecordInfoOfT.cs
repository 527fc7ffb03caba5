using System.Runtime.CompilerServices;

namespace NpyIO.Arrays;

/// <summary>
/// Reads and writes records of a T without the constraint, which a method of any T cannot have: <c>((INpyRecord)default(T)!).Info</c> is one of these if T is a record.
/// </summary>
internal abstract class NpyRecordInfo<T> : NpyRecordInfo, IRecordInfo
{
    private protected NpyRecordInfo(IReadOnlyList<NpyRecordField> fields)
        : base(typeof(T), fields)
    {
    }

    /// <summary>See <see cref="INpyRecord{TSelf}.Read"/>.</summary>
    internal abstract void Read(NdArray source, Span<T> destination);

    /// <summary>See <see cref="INpyRecord{TSelf}.Write"/>.</summary>
    internal abstract void Write(ReadOnlySpan<T> source, NdArray destination);

    NdArray IRecordInfo.ToNdArray(Array array, ReadOnlySpan<long> shape)
    {
        ArrayLayout layout = ArrayLayout.Contiguous(shape, Unsafe.SizeOf<T>());
        return new NdArray<T>(NpyRecordColumns.DTypeOf(this), new ManagedMemory(array, layout.NBytes), layout).ToNdArray();
    }
}

/// <summary>A record whose type only the array knows.</summary>
internal interface IRecordInfo
{
    /// <summary>Returns a CLR array of the record as an array of the shape.</summary>
    NdArray ToNdArray(Array array, ReadOnlySpan<long> shape);
}

/// <summary>Calls what the compiler generated.</summary>
internal sealed class NpyRecordInfoOf<TSelf> : NpyRecordInfo<TSelf>
    where TSelf : struct, INpyRecord<TSelf>
{
    private readonly RecordLayout _layout;

    internal NpyRecordInfoOf(NpyRecordLayout layout, int pack, NpyRecordField[] fields)
        : base(fields) => _layout = RecordLayout.Of<TSelf>(layout, pack, fields);

    public override DType? DType => _layout.DType;

    public override bool IsOwnLayout => _layout.IsOwn;

    internal override void Read(NdArray source, Span<TSelf> destination) => TSelf.Read(source, destination);

    internal override void Write(ReadOnlySpan<TSelf> source, NdArray destination) => TSelf.Write(source, destination);
}
