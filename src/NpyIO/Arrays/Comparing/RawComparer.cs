namespace NpyIO.Arrays.Comparing;

/// <summary>Compares raw bytes of one size.</summary>
internal sealed class RawComparer(CompareRule rule) : ElementComparer(rule)
{
    private byte[] _actual = [], _desired = [];

    internal override void Add(in ComparedPart part, Span<bool> marks)
    {
        ReadOnlySpan<byte> left = ElementEquality.BytesOf(part.Actual, part.Actual.Layout, ref _actual);
        ReadOnlySpan<byte> right = ElementEquality.BytesOf(part.Desired, part.Desired.Layout, ref _desired);
        if (left.SequenceEqual(right))
            return;
        int size = part.Actual.DType.ItemSize;
        for (int i = 0; i < part.Count; i++)
        {
            if (!left.Slice(i * size, size).SequenceEqual(right.Slice(i * size, size)))
                Found(DifferenceKinds.Value, part, i, marks);
        }
    }

    internal override ElementComparer Fork() => new RawComparer(Rule);
}
