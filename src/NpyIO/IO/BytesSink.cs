namespace NpyIO.IO;

/// <summary>Writes to a growing byte array.</summary>
internal sealed class BytesSink : ByteSink
{
    private const int MinLength = 4 << 10;

    private byte[] _bytes;
    private int _length;

    internal BytesSink(long length) => _bytes = length == 0 ? [] : GC.AllocateUninitializedArray<byte>((int)Fitting(length));

    internal override bool CanPatch => true;

    internal override void Write(ReadOnlySpan<byte> bytes)
    {
        Reserve(_length + (long)bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    internal override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        Write(bytes.Span);
        return default;
    }

    internal override void WriteAt(long offset, ReadOnlySpan<byte> bytes) => bytes.CopyTo(_bytes.AsSpan((int)offset));

    internal override ValueTask WriteAtAsync(long offset, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        WriteAt(offset, bytes.Span);
        return default;
    }

    internal override void Rewind(long offset) => _length = (int)offset;

    internal override void Truncate(long length) => _length = (int)length;

    /// <summary>Copies only if the length does not fit. Do not use the sink afterwards.</summary>
    internal byte[] ToArray()
    {
        if (_bytes.Length != _length)
            Array.Resize(ref _bytes, _length);
        return _bytes;
    }

    private static long Fitting(long length)
    {
        if (length > Array.MaxLength)
            FileThrow.FileTooLongForBytes(length);
        return length;
    }

    private void Reserve(long length)
    {
        if (Fitting(length) > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Min(Math.Max(length, Math.Max(2L * _bytes.Length, MinLength)), Array.MaxLength));
    }
}
