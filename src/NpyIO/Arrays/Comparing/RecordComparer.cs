using System.Runtime.InteropServices;

namespace NpyIO.Arrays.Comparing;

/// <summary>Compares records field by field. A record differs if one of its fields does.</summary>
internal sealed class RecordComparer(CompareRule rule, ComparedField[] fields, SameBytes bytes) : ElementComparer(rule)
{
    private bool[] _marks = [], _parts = [];

    internal override IReadOnlyList<ComparedField> Fields => fields;

    internal override bool IsParallel => fields.All(one => one.Comparer.IsParallel);

    internal override void Add(in ComparedPart part, Span<bool> marks)
    {
        if (bytes == SameBytes.Decide && AreSameBytes(part))
            return;
        if (ElementEquality.MustCompareRows(part.Actual))
            AddRecords(part, marks);
        else
            AddFields(part, marks);
    }

    internal override ElementComparer Fork() => new RecordComparer(Rule, Array.ConvertAll(fields, field => field with { Comparer = field.Comparer.Fork() }), bytes);

    internal override void Join(ElementComparer other)
    {
        base.Join(other);
        for (int i = 0; i < fields.Length; i++)
            fields[i].Comparer.Join(other.Fields[i].Comparer);
    }

    internal override void Repeat(long count, int first)
    {
        base.Repeat(count, first);
        foreach (ComparedField field in fields)
            field.Comparer.Repeat(count, first);
    }

    private void AddFields(in ComparedPart part, Span<bool> marks)
    {
        Span<bool> differs = Cleared(ref _marks, part.Count);
        foreach (ComparedField field in fields)
        {
            // However many elements without bytes a file claims, they are equal.
            if (field.HasNoBytes)
                continue;
            ComparedPart values = field.Of(part);
            Span<bool> parts = Cleared(ref _parts, values.Count);
            field.Comparer.Add(values, parts);
            Findings.AddKinds(field.Comparer.Findings.Kinds);
            int each = part.Count == 0 ? 0 : (int)(values.Count / part.Count);
            for (int i = 0; each > 0 && i < differs.Length; i++)
                differs[i] |= parts.Slice(i * each, each).Contains(true);
        }

        for (int i = 0; i < differs.Length; i++)
        {
            if (differs[i])
                Found(DifferenceKinds.None, part, i, marks);
        }
    }

    // The axes of a sub-array do not fit after those of the array.
    private void AddRecords(in ComparedPart part, Span<bool> marks)
    {
        for (int i = 0; i < part.Count; i++)
        {
            (NdArray actual, NdArray desired) = part.ElementsOf(i);
            AddFields(new ComparedPart(actual, desired, new ArrayLayout([], [], part.PlaceOf(i), 1)), marks.IsEmpty ? marks : marks.Slice(i, 1));
        }
    }

    private static bool AreSameBytes(in ComparedPart part) => part.Actual.IsCContiguous && part.Desired.IsCContiguous
        && BytesOf(part.Actual).SequenceEqual(BytesOf(part.Desired));

    private static ReadOnlySpan<byte> BytesOf(NdArray contiguous) => MemoryMarshal.CreateReadOnlySpan(ref contiguous.Memory.At(contiguous.Layout.Offset), (int)contiguous.NBytes);

    private static Span<bool> Cleared(ref bool[] room, long count)
    {
        if (room.Length < count)
            room = new bool[count];
        Span<bool> marks = room.AsSpan(0, (int)count);
        marks.Clear();
        return marks;
    }
}
