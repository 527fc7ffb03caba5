using NpyIO.Arrays;
using NpyIO.Errors;

namespace NpyIO.Pickling;

/// <summary>
/// List that becomes the elements of a long object array. Its texts stay in UTF-8 until they are needed; any other use turns it into an ordinary list. Growth stops first at the claimed
/// number of elements; nothing is allocated before elements arrive.
/// </summary>
internal sealed class ElementList(long claimed) : Placeholder, IDescribed
{
    private const int Least = 4;

    private readonly TextBlocks _texts = new();
    private long[] _slots = [];
    private object?[] _values = [];
    private int _valueCount;
    private bool _isTaken;
    private List<object?>? _list;

    internal int Count { get; private set; }

    /// <summary>The ordinary list it has become, or null while it can still be the elements of an array.</summary>
    internal List<object?>? List => _list;

    string IDescribed.Description => $"a list of {Count}";

    /// <summary>The text must be valid and have at most <see cref="TextBlocks.MaxBytes"/> bytes.</summary>
    internal void AddText(ReadOnlySpan<byte> utf8) => AddSlot(_texts.Add(utf8));

    internal void AddValues(ReadOnlySpan<object?> values)
    {
        foreach (object? value in values)
        {
            if (_valueCount == _values.Length)
                Array.Resize(ref _values, Doubled(_valueCount));
            _values[_valueCount++] = value;
            AddSlot(_valueCount);
        }
    }

    /// <summary>The last elements must be texts.</summary>
    internal void RemoveTexts(int count) => Count -= count;

    internal string TextAt(int index) => _list is null ? _texts.Get(_slots[index]) : (string)_list[index]!;

    /// <summary>Later changes to the list do not affect the memory.</summary>
    internal ObjectMemory ToMemory()
    {
        _texts.Trim();
        long[] slots = _isTaken || Count < _slots.Length ? _slots.AsSpan(0, Count).ToArray() : _slots;
        _isTaken |= slots == _slots;
        return ObjectMemory.Of(slots, _values.AsSpan(0, _valueCount).ToArray(), _texts);
    }

    internal override object Settle(PickleMachine machine)
    {
        if (_list is null)
        {
            _list = new(Count);
            foreach (long slot in _slots.AsSpan(0, Count))
                _list.Add(slot < 0 ? _texts.Get(slot) : _values[slot - 1]);
        }

        return _list;
    }

    private int Doubled(int count) => (int)Math.Min(Math.Clamp(2L * count, Least, Array.MaxLength), Math.Max(claimed, count + 1L));

    private void AddSlot(long slot)
    {
        if (Count == _slots.Length || _isTaken)
        {
            long[] larger = GC.AllocateUninitializedArray<long>(Doubled(Count));
            _slots.AsSpan(0, Count).CopyTo(larger);
            _slots = larger;
            _isTaken = false;
        }

        _slots[Count++] = slot;
    }
}

/// <summary>An <see cref="ElementList"/> whose elements after a mark are being read.</summary>
internal sealed class OpenElements(ElementList list)
{
    internal ElementList List => list;

    internal int Count => list.Count - Start;

    internal int Start { get; } = list.Count;

    internal ElementTexts? Remembered { get; set; }
}

/// <summary>Memo entry shared by consecutive texts of an <see cref="ElementList"/> that have consecutive memo indices.</summary>
internal sealed record ElementTexts(ElementList List, long FirstPlace, int FirstIndex)
{
    internal string TextAt(long place) => List.TextAt(FirstIndex + (int)(place - FirstPlace));
}
