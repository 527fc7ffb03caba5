using System.Runtime.CompilerServices;

namespace NpyIO.Arrays;

/// <summary>
/// The bytes of an array whose elements are, or have in them, references: in place of each reference 8 bytes that say where its value stands in a table. So every view, field and stride works as
/// for any other array, and an array without such elements pays nothing.
/// </summary>
/// <remarks>
/// A slot of 0 is one to which nothing has been assigned; n is the n-th value, and a negative number is that of a text which has not been made a string yet.
/// No two slots share a value, so that assigning to one never makes the table grow for long.
/// </remarks>
internal sealed class ObjectMemory : ArrayMemory
{
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

    /// <summary>The values, in the order in which they were assigned; to be replaced only while the graph they belong to is being built.</summary>
    internal Span<object?> Values => _values.AsSpan(0, _count);

    /// <summary>Memory of so many bytes in which nothing has been assigned.</summary>
    internal static ObjectMemory Allocate(long length) => new(Allocate<byte>(length, zeroed: true), [], 0);

    /// <summary>Memory for elements that are nothing but references, with these values one behind another; it keeps the array.</summary>
    internal static ObjectMemory Of(object?[] values)
    {
        long[] slots = GC.AllocateUninitializedArray<long>(values.Length);
        for (int i = 0; i < slots.Length; i++)
            slots[i] = i + 1L;
        return new(ManagedMemory.Of(slots), values, values.Length);
    }

    /// <summary>Memory for elements that are nothing but references, by their slots; it keeps both arrays.</summary>
    internal static ObjectMemory Of(long[] slots, object?[] values, TextBlocks texts) => new(ManagedMemory.Of(slots), values, values.Length, texts);

    /// <summary>The value at a place, of a dtype whose elements are references. A text may be a new string each time.</summary>
    internal object? Get(long offset, DType dtype)
    {
        long slot = Unsafe.ReadUnaligned<long>(ref _slots.At(offset));
        return slot > 0 ? _values[slot - 1]
            : slot < 0 ? _texts!.Get(slot)
            : dtype.Kind == DTypeKind.VariableString ? "" : null;
    }

    /// <summary>Assigns a value to a place.</summary>
    internal void Set(long offset, object? value)
    {
        ref byte place = ref _slots.At(offset);
        long slot = Unsafe.ReadUnaligned<long>(ref place);
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

    /// <summary>Turns slots that have been copied from another memory into slots of this one's, which has none yet, with the same values.</summary>
    /// <param name="source">The other memory.</param>
    /// <param name="dtype">What the elements are, which lie here one behind another.</param>
    /// <param name="count">How many there are.</param>
    internal void Adopt(ObjectMemory source, DType dtype, long count)
    {
        // Without values there are texts and nothing else, whose numbers stay.
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
