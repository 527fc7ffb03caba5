using NpyIO.Arrays;
using NpyIO.Errors;

namespace NpyIO.Pickling;

/// <summary>
/// The list that will be the elements of a long array of objects: texts stay the bytes they are in the pickle until they are asked for. Used for anything else, it becomes a list like any other.
/// </summary>
/// <param name="claimed">How many elements there are to be: it grows to so many without more, but nothing is allocated on the claim.</param>
internal sealed class ElementList(long claimed) : Placeholder, IDescribed
{
    private const int Least = 4;

    private readonly TextBlocks _texts = new();
    private long[] _slots = [];
    private object?[] _values = [];
    private int _valueCount;
    private bool _isTaken;
    private List<object?>? _list;

    /// <summary>How many elements there are.</summary>
    internal int Count { get; private set; }

    /// <summary>What it has become, if it was used for anything but the elements of an array.</summary>
    internal List<object?>? List => _list;

    string IDescribed.Description => $"a list of {Count}";

    /// <summary>Adds a text.</summary>
    /// <param name="utf8">The text; it is known to be valid, and no longer than <see cref="TextBlocks.MostBytes"/>.</param>
    internal void AddText(ReadOnlySpan<byte> utf8) => AddSlot(_texts.Add(utf8));

    /// <summary>Adds elements of any kind.</summary>
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

    /// <summary>Takes the last elements away, which are texts.</summary>
    internal void RemoveTexts(int count) => Count -= count;

    /// <summary>The text that an element is.</summary>
    internal string TextAt(int index) => _list is null ? _texts.Get(_slots[index]) : (string)_list[index]!;

    /// <summary>The elements as the memory of an array, which nothing changes that is done to the list afterwards.</summary>
    internal ObjectMemory ToMemory()
    {
        _texts.Trim();
        long[] slots = _isTaken || Count < _slots.Length ? _slots.AsSpan(0, Count).ToArray() : _slots;
        _isTaken |= slots == _slots;
        return ObjectMemory.Of(slots, _values.AsSpan(0, _valueCount).ToArray(), _texts);
    }

    /// <inheritdoc/>
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
