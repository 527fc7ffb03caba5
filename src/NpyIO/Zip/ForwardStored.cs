using System.Buffers.Binary;

namespace NpyIO.Zip;

/// <summary>A stored entry in a stream. Where the local header does not tell its length, as <c>np.savez</c> to a pipe cannot, that of its array tells it.</summary>
internal sealed class ForwardStored : ForwardEntry
{
    private bool _isEmpty;

    internal ForwardStored(ForwardInput input, LocalHeader header, ZipEntry entry, long tail)
        : base(input, header, entry, tail)
    {
    }

    /// <summary>Where nothing but the data themselves tells their end.</summary>
    internal override bool IsReadOn => !HasLengths;

    /// <summary>How many bytes are still to come, or at least so many as are asked for where that is not known.</summary>
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

    /// <summary>Whether what stands here is the record behind data of no length. Only a signed one is believed: others are nothing but zeros.</summary>
    private async ValueTask<bool> IsEmptyAsync(CancellationToken cancellationToken)
    {
        await Input.TryFillAsync(DataDescriptor.MostLength, Tail, cancellationToken).ConfigureAwait(false);
        ReadOnlySpan<byte> ready = Input.Ready.Span;
        return ready.Length > sizeof(uint)
            && BinaryPrimitives.ReadUInt32LittleEndian(ready) == ZipLayout.Descriptor.Signature
            && DataDescriptor.LengthOf(ready, 0, 0, 0) > 0;
    }
}
