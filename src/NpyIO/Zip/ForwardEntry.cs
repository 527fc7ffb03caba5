using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.IO.Hashing;
using NpyIO.Headers;
using NpyIO.IO;

namespace NpyIO.Zip;

/// <summary>The data of an entry in a stream. No claim of the archive can be verified before the data have arrived, so their length counts as unknown.</summary>
internal abstract class ForwardEntry : PayloadSource, IDisposable
{
    private readonly Crc32 _crc = new();
    private byte[] _start = [];

    /// <summary>Reads the data at the position of <paramref name="input"/>. <paramref name="tail"/> is the minimum number of bytes in the archive after them.</summary>
    private protected ForwardEntry(ForwardInput input, LocalHeader header, ZipEntry entry, long tail)
    {
        Input = input;
        Header = header;
        Entry = entry;
        Tail = tail + (header.HasDescriptor ? DataDescriptor.MinLength : 0);
    }

    internal LocalHeader Header { get; }

    /// <summary>The entry as the local header describes it; its lengths are valid only if <see cref="HasLengths"/>.</summary>
    internal ZipEntry Entry { get; }

    internal uint Crc => _crc.GetCurrentHashAsUInt32();

    internal long DataLength { get; private set; }

    internal long CompressedLength { get; private protected set; }

    /// <summary>Length of the array at the data's start with its header, in bytes; 0 until it is known.</summary>
    internal long ArrayLength { get; set; }

    internal override long Length => Unknown;

    internal override bool IsPositional => false;

    private protected ForwardInput Input { get; }

    private protected long Tail { get; }

    private protected bool HasLengths => Header.HasLengths;

    internal static ForwardEntry Open(ForwardInput input, LocalHeader header, ZipEntry entry, long tail) => header.Method switch
    {
        ZipLayout.Methods.Stored => new ForwardStored(input, header, entry, tail),
        ZipLayout.Methods.Deflated => new ForwardDeflated(input, header, entry, tail),
        _ when header.HasLengths => new ForwardDecoded(input, header, entry, tail),
        _ => ZipThrow.LengthUnknown(entry),
    };

    internal async ValueTask<bool> IsArrayAsync(CancellationToken cancellationToken)
    {
        byte[] start = new byte[HeaderLayout.Magic.Length];
        int count = 0;
        while (count < start.Length && await NextCheckedAsync(start.AsMemory(count), cancellationToken).ConfigureAwait(false) is > 0 and var more)
            count += more;

        _start = start[..count];
        bool isArray = _start.AsSpan().SequenceEqual(HeaderLayout.Magic);
        if (!isArray)
            CheckEndIsKnown();
        return isArray;
    }

    internal override async ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        if (offset >= _start.Length)
            return await NextCheckedAsync(destination, cancellationToken).ConfigureAwait(false);
        int count = Math.Min(destination.Length, _start.Length - (int)offset);
        _start.AsSpan((int)offset, count).CopyTo(destination.Span);
        return count;
    }

    /// <summary>Not supported: reading forward is always awaited. If the stream is read synchronously, every task is complete when it is returned.</summary>
    internal override int Read(long offset, Span<byte> destination) => throw new NotSupportedException();

    /// <summary>Reads the rest of the data, checks all of them, and advances to what follows. Throws <see cref="NpyFormatException"/> if they are not what the archive says.</summary>
    internal async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        byte[] scratch = ArrayPool<byte>.Shared.Rent(EntrySource.CheckedLength);
        while (await NextCheckedAsync(scratch, cancellationToken).ConfigureAwait(false) > 0)
        {
        }

        // Not if reading failed: a cancelled read may still write to it.
        ArrayPool<byte>.Shared.Return(scratch);

        await CheckEndAsync(cancellationToken).ConfigureAwait(false);
        if (HasLengths && Crc != Entry.Crc)
            ZipThrow.BadChecksum(Entry, Crc);
        if (Header.HasDescriptor)
            await PassDescriptorAsync(cancellationToken).ConfigureAwait(false);
    }

    public virtual void Dispose()
    {
    }

    private protected abstract ValueTask<int> NextAsync(Memory<byte> destination, CancellationToken cancellationToken);

    /// <summary>Throws if neither the archive, nor the compression, nor an array's header determines the end of the data.</summary>
    private protected virtual void CheckEndIsKnown()
    {
    }

    private protected abstract ValueTask CheckEndAsync(CancellationToken cancellationToken);

    private protected virtual async ValueTask PassDescriptorAsync(CancellationToken cancellationToken)
    {
        await Input.TryFillAsync(DataDescriptor.MaxLength, Tail, cancellationToken).ConfigureAwait(false);
        int length = DataDescriptor.LengthOf(Input.Ready.Span, Crc, CompressedLength, DataLength);
        if (length == 0)
        {
            string problem = $"the record behind its data does not say what they are, {DataLength} bytes, {CompressedLength} of them in the archive, with the CRC-32 0x{Crc:x8}";
            ZipThrow.BadArchive(Input.Position, Entry.Name, problem);
        }

        Input.Advance(length);
    }

    private async ValueTask<int> NextCheckedAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        int wanted = Math.Min(destination.Length, EntrySource.CheckedLength);
        if (HasLengths)
            wanted = (int)Math.Min(wanted, Entry.Length - DataLength);
        if (wanted == 0)
            return 0;
        int count = await NextAsync(destination[..wanted], cancellationToken).ConfigureAwait(false);
        if (count == 0 && HasLengths)
            ZipThrow.InflatesToLess(Entry, DataLength);
        _crc.Append(destination.Span[..count]);
        DataLength += count;
        return count;
    }
}

/// <summary>A stored entry in a stream. If the local header does not have its length, because <c>np.savez</c> wrote to a pipe, the array's header determines it.</summary>
internal sealed class ForwardStored(ForwardInput input, LocalHeader header, ZipEntry entry, long tail) : ForwardEntry(input, header, entry, tail)
{
    private bool _isEmpty;

    internal override bool IsReadOn => !HasLengths;

    private long Left(int wanted) =>
        HasLengths ? Entry.Length - DataLength : _isEmpty ? 0 : ArrayLength > 0 ? ArrayLength - DataLength : wanted;

    private protected override async ValueTask<int> NextAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        if (!HasLengths && DataLength == 0)
            _isEmpty = await IsEmptyAsync(cancellationToken).ConfigureAwait(false);
        long left = Left(destination.Length);
        if (left == 0)
            return 0;
        int count = await Input.ReadAsync(destination[..(int)Math.Min(destination.Length, left)], ForwardInput.Sum(left, Tail), cancellationToken).ConfigureAwait(false);
        if (count == 0)
            ZipThrow.EntryEndsEarly(Entry.Name, Input.Position);
        CompressedLength += count;
        return count;
    }

    private protected override void CheckEndIsKnown()
    {
        if (!HasLengths && !_isEmpty)
            ZipThrow.LengthUnknown(Entry);
    }

    private protected override ValueTask CheckEndAsync(CancellationToken cancellationToken) => default;

    /// <summary>Whether the data descriptor of empty data is next. Only a signed one counts: an unsigned one is nothing but zeros.</summary>
    private async ValueTask<bool> IsEmptyAsync(CancellationToken cancellationToken)
    {
        await Input.TryFillAsync(DataDescriptor.MaxLength, Tail, cancellationToken).ConfigureAwait(false);
        ReadOnlySpan<byte> ready = Input.Ready.Span;
        return ready.Length > sizeof(uint)
            && BinaryPrimitives.ReadUInt32LittleEndian(ready) == ZipLayout.Descriptor.Signature
            && DataDescriptor.LengthOf(ready, 0, 0, 0) > 0;
    }
}

/// <summary>An entry in a stream, compressed by a method other than deflate. Its compressed bytes are collected as they arrive, because only deflate can be awaited.</summary>
internal sealed class ForwardDecoded(ForwardInput input, LocalHeader header, ZipEntry entry, long tail) : ForwardEntry(input, header, entry, tail)
{
    private const int PieceLength = 64 << 10;

    private Stream? _decoded;

    public override void Dispose()
    {
        _decoded?.Dispose();
        base.Dispose();
    }

    private protected override async ValueTask<int> NextAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        _decoded ??= await OpenAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await _decoded.ReadAsync(destination, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException)
        {
            return ZipThrow.BadCompression(Entry, DataLength, e);
        }
    }

    private protected override async ValueTask CheckEndAsync(CancellationToken cancellationToken)
    {
        if (await NextAsync(new byte[1], cancellationToken).ConfigureAwait(false) > 0)
            ZipThrow.InflatesToMore(Entry);
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "Memory alone, which the decoder keeps.")]
    private async ValueTask<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        if (Entry.CompressedLength > Array.MaxLength)
            ZipThrow.TooLongToCollect(Entry);
        var compressed = new MemoryStream();
        byte[] piece = new byte[(int)Math.Min(PieceLength, Entry.CompressedLength)];
        while (CompressedLength < Entry.CompressedLength)
        {
            long left = Entry.CompressedLength - CompressedLength;
            int count = await Input.ReadAsync(piece.AsMemory(0, (int)Math.Min(piece.Length, left)), ForwardInput.Sum(left, Tail), cancellationToken).ConfigureAwait(false);
            if (count == 0)
                ZipThrow.EntryEndsEarly(Entry.Name, Input.Position);
            compressed.Write(piece, 0, count);
            CompressedLength += count;
        }

        compressed.Position = 0;
        return CompressionProvider.Open(provider => provider.OpenEntry(Entry.Method, compressed, CompressedLength, Entry.Length)) ?? ZipThrow.MethodUnknown(Entry);
    }
}
