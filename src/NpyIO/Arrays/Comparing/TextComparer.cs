using System.Runtime.InteropServices;

namespace NpyIO.Arrays.Comparing;

/// <summary>Compares text of fixed width, <c>S</c> and <c>U</c>, by code points, without the NULs at its end. Bytes are Latin-1.</summary>
internal sealed class TextComparer(CompareRule rule) : ElementComparer(rule)
{
    private byte[] _actual = [], _desired = [];

    internal override void Add(in ComparedPart part, Span<bool> marks)
    {
        ReadOnlySpan<byte> left = ElementEquality.BytesOf(part.Actual, part.Actual.Layout, ref _actual);
        ReadOnlySpan<byte> right = ElementEquality.BytesOf(part.Desired, part.Desired.Layout, ref _desired);
        DType actual = part.Actual.DType, desired = part.Desired.DType;
        if (actual.Kind == desired.Kind && left.SequenceEqual(right))
            return;
        for (int i = 0; i < part.Count; i++)
        {
            ReadOnlySpan<byte> text = left.Slice(i * actual.ItemSize, actual.ItemSize), other = right.Slice(i * desired.ItemSize, desired.ItemSize);
            if (!AreEqual(text, actual.Kind, other, desired.Kind))
                Found(DifferenceKinds.Value, part, i, marks);
        }
    }

    internal override ElementComparer Fork() => new TextComparer(Rule);

    private static bool AreEqual(ReadOnlySpan<byte> left, DTypeKind kind, ReadOnlySpan<byte> right, DTypeKind otherKind)
    {
        if (kind != otherKind)
            return kind == DTypeKind.Bytes ? AreEqual(left, MemoryMarshal.Cast<byte, uint>(right)) : AreEqual(right, MemoryMarshal.Cast<byte, uint>(left));
        return kind == DTypeKind.Bytes
            ? left.TrimEnd((byte)0).SequenceEqual(right.TrimEnd((byte)0))
            : MemoryMarshal.Cast<byte, uint>(left).TrimEnd(0u).SequenceEqual(MemoryMarshal.Cast<byte, uint>(right).TrimEnd(0u));
    }

    private static bool AreEqual(ReadOnlySpan<byte> latin1, ReadOnlySpan<uint> codePoints)
    {
        latin1 = latin1.TrimEnd((byte)0);
        codePoints = codePoints.TrimEnd(0u);
        if (latin1.Length != codePoints.Length)
            return false;
        for (int i = 0; i < latin1.Length; i++)
        {
            if (latin1[i] != codePoints[i])
                return false;
        }

        return true;
    }
}
