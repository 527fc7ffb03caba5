using System.Runtime.CompilerServices;
using System.Text;

namespace NpyIO.Arrays;

/// <summary>The bytes of an array with references: each is an 8-byte slot with the position of its value in a table, so views, fields and strides work as for any other array.</summary>
internal sealed class ObjectMemory : ArrayMemory
{
    // A slot of 0 is unassigned; n is the n-th value; a negative number is a text not yet converted to a string.
    private readonly ArrayMemory _slots;
    private TextBlocks? _texts;
    private object?[] _values;
    private int _count;

    private ObjectMemory(ArrayMemory slots, object?[] values, int count, TextBlocks? texts = null)
    {
        _slots = slots;
        _values = values;
        _count = count;
        _texts = texts;
    }

    internal override ref byte Origin => ref _slots.Origin;

    internal override long Length => _slots.Length;

    internal override bool IsReadOnly => false;

    /// <summary>In the order of assignment. May be replaced only while the graph they belong to is being built.</summary>
    internal Span<object?> Values => _values.AsSpan(0, _count);

    internal static ObjectMemory Allocate(long length) => new(Allocate<byte>(length, zeroed: true), [], 0);

    /// <summary>For elements that are plain references, one per value in order. Keeps the array.</summary>
    internal static ObjectMemory Of(object?[] values)
    {
        long[] slots = GC.AllocateUninitializedArray<long>(values.Length);
        for (int i = 0; i < slots.Length; i++)
            slots[i] = i + 1L;
        return new(ManagedMemory.Of(slots), values, values.Length);
    }

    /// <summary>For elements that are plain references. Keeps both arrays.</summary>
    internal static ObjectMemory Of(long[] slots, object?[] values, TextBlocks texts) => new(ManagedMemory.Of(slots), values, values.Length, texts);

    /// <summary>The offset must be that of a reference. A text may be a new string each time.</summary>
    internal object? Get(long offset, DType dtype)
    {
        long slot = Unsafe.ReadUnaligned<long>(ref _slots.At(offset));
        return slot > 0 ? _values[slot - 1]
            : slot < 0 ? _texts!.Get(slot)
            : dtype.Kind == DTypeKind.VariableString ? "" : null;
    }

    internal void Set(long offset, object? value)
    {
        ref byte place = ref _slots.At(offset);
        long slot = Unsafe.ReadUnaligned<long>(ref place);
        // Slots never share a value, so assigning replaces it and does not grow the table without bound.
        if (slot > 0)
        {
            _values[slot - 1] = value;
            return;
        }

        if (_count == _values.Length)
            System.Array.Resize(ref _values, (int)Math.Clamp(2L * _count, 4, System.Array.MaxLength));
        _values[_count++] = value;
        Unsafe.WriteUnaligned(ref place, (long)_count);
    }

    /// <summary>Copies an element with its references, whose places in it are ascending.</summary>
    internal void CopyElement(long offset, ObjectMemory source, long sourceOffset, ReadOnlySpan<int> places, int itemSize)
    {
        int done = 0;
        foreach (int place in places)
        {
            CopyBytes(done, place);
            CopySlot(offset + place, source, sourceOffset + place);
            done = place + sizeof(long);
        }

        CopyBytes(done, itemSize);

        void CopyBytes(int start, int end) => Unsafe.CopyBlockUnaligned(ref _slots.At(offset + start), ref source._slots.At(sourceOffset + start), (uint)(end - start));
    }

    private void CopySlot(long offset, ObjectMemory source, long sourceOffset)
    {
        long slot = Unsafe.ReadUnaligned<long>(ref source._slots.At(sourceOffset));
        if (slot == 0)
            Clear(offset);
        else
            Set(offset, slot > 0 ? source._values[slot - 1] : source._texts!.Get(slot));
    }

    private void Clear(long offset)
    {
        ref byte place = ref _slots.At(offset);
        long slot = Unsafe.ReadUnaligned<long>(ref place);
        if (slot > 0)
            _values[slot - 1] = null;
        Unsafe.WriteUnaligned(ref place, 0L);
    }

    /// <summary>Rewrites contiguous slots copied from <paramref name="source"/> as slots of this memory, which must not have values yet.</summary>
    internal void Adopt(ObjectMemory source, DType dtype, long count)
    {
        // Without values there are only texts, whose numbers stay the same.
        _texts = source._texts;
        if (count == 0 || source._count == 0)
            return;
        _values = new object?[Math.Min(checked(count * ObjectPlaces.CountOf(dtype)), System.Array.MaxLength)];
        IEnumerable<int> places = count > 1 ? (int[])[.. ObjectPlaces.Of(dtype)] : ObjectPlaces.Of(dtype);
        for (long element = 0; element < count; element++)
        {
            foreach (int place in places)
                Adopt(source, element * dtype.ItemSize + place);
        }
    }

    private void Adopt(ObjectMemory source, long place)
    {
        ref byte slot = ref _slots.At(place);
        long old = Unsafe.ReadUnaligned<long>(ref slot);
        if (old <= 0)
            return;
        _values[_count++] = source._values[old - 1];
        Unsafe.WriteUnaligned(ref slot, (long)_count);
    }
}

/// <summary>The offsets of references in an element. The depth is limited by <see cref="DType.MaxDepth"/>.</summary>
internal static class ObjectPlaces
{
    internal static long CountOf(DType dtype)
    {
        if (!dtype.HasObject)
            return 0;
        if (dtype.IsReference)
            return 1;
        if (dtype.Base is { ItemSize: > 0 } inner)
            return dtype.ItemSize / inner.ItemSize * CountOf(inner);

        long count = 0;
        foreach (Field field in dtype.FieldSpan)
            count += CountOf(field.DType);
        return count;
    }

    /// <summary>In bytes. Lazy: a sub-array can have more references than fit in memory.</summary>
    internal static IEnumerable<int> Of(DType dtype)
    {
        if (!dtype.HasObject)
            return [];
        if (dtype.IsReference)
            return [0];
        if (dtype.Base is { ItemSize: > 0 } inner)
            return Enumerable.Range(0, dtype.ItemSize / inner.ItemSize).SelectMany(i => Of(inner).Select(place => i * inner.ItemSize + place));
        return dtype.Fields.SelectMany(field => Of(field.DType).Select(place => (int)field.Offset + place));
    }
}

/// <summary>Texts as UTF-8 in a few large blocks, so that a million short ones need few objects. A text's number is negative and encodes its position and length.</summary>
internal sealed class TextBlocks
{
    internal const int MaxBytes = (1 << LengthBits) - 1;

    private const int LengthBits = 12;
    private const int BlockBits = 20;
    private const int BlockLength = 1 << BlockBits;
    private const int MinBlock = 64;

    private readonly List<byte[]> _blocks = [];
    private byte[] _last = [];
    private int _used;

    /// <summary>Returns the text's number. The caller has checked that it is valid UTF-8 of at most <see cref="MaxBytes"/> bytes.</summary>
    internal long Add(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > _last.Length - _used)
            MakeRoom(utf8.Length);
        utf8.CopyTo(_last.AsSpan(_used));
        long position = (long)(_blocks.Count - 1) << BlockBits | (uint)_used;
        _used += utf8.Length;
        return long.MinValue | position << LengthBits | (uint)utf8.Length;
    }

    internal string Get(long number)
    {
        int length = (int)(number & MaxBytes);
        if (length == 0)
            return "";
        long position = (number & long.MaxValue) >> LengthBits;
        ReadOnlySpan<byte> utf8 = _blocks[(int)(position >> BlockBits)].AsSpan((int)(position & (BlockLength - 1)), length);
        return Ascii.IsValid(utf8) ? Encoding.Latin1.GetString(utf8) : Encoding.UTF8.GetString(utf8);
    }

    internal void Trim()
    {
        if (_used < _last.Length)
            Resize(_used);
    }

    private void MakeRoom(int length)
    {
        // The first block grows to its full length, so that a few texts take little memory.
        if (_blocks.Count == 1 && _used + length <= BlockLength)
        {
            Resize(Math.Min(2 * (_used + length), BlockLength));
            return;
        }

        _last = GC.AllocateUninitializedArray<byte>(_blocks.Count == 0 ? Math.Max(MinBlock, length) : BlockLength);
        _blocks.Add(_last);
        _used = 0;
    }

    private void Resize(int length)
    {
        Array.Resize(ref _last, length);
        _blocks[^1] = _last;
    }
}
