using System.Buffers.Binary;

namespace NpyIO.Zip;

/// <summary>A stored entry in a stream. If the local header does not have its length, because <c>np.savez</c> wrote to a pipe, the array's header determines it.</summary>
internal sealed class ForwardStored : ForwardEntry
{
    private bool _isEmpty;

    internal ForwardStored(ForwardInput input, LocalHeader header, ZipEntry entry, long tail)
        : base(input, header, entry, tail)
    {
    }

    /// <summary>Whether only the data themselves show where they end.</summary>
    internal override bool IsReadOn => !HasLengths;

    /// <summary>Returns how many bytes are left, or <paramref name="wanted"/> if that is not known.</summary>
    private long Left(int wanted) =>
        HasLengths ? Entry.Length - DataLength : _isEmpty ? 0 : ArrayLength > 0 ? ArrayLength - DataLength : wanted;

    private protected override async ValueTask<int> NextAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        if (!HasLengths && DataLength == 0)
        {
            _isEmpty = await IsEmptyAsync(cancellationToken).ConfigureAwait(false);
        }

        long left = Left(destination.Length);
        if (left == 0)
        {
            return 0;
        }

        int count = await Input.ReadAsync(destination[..(int)Math.Min(destination.Length, left)], ForwardInput.Sum(left, Tail), cancellationToken).ConfigureAwait(false);
        if (count == 0)
        {
            ZipThrow.EntryEndsEarly(Entry.Name, Input.Position);
        }

        CompressedLength += count;
        return count;
    }

    private protected override void CheckEndIsTold()
    {
        if (!HasLengths && !_isEmpty)
        {
            ZipThrow.LengthUnknown(Entry);
        }
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
