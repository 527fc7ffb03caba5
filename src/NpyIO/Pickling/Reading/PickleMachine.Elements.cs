using System.Buffers.Binary;
using NpyIO.Arrays;

namespace NpyIO.Pickling;

// The elements of long arrays of objects. Mostly they are texts, each remembered by the memo: those are not made strings, but go as they are to where the array will have them.
internal sealed partial class PickleMachine
{
    /// <summary>Arrays of fewer objects have all their texts made strings at once, and the same string each time.</summary>
    private const int LongArray = 1024;

    /// <summary>Instead of a length: more bytes are needed first.</summary>
    private const int Incomplete = -1;

    /// <summary>The list to which the texts are added that follow; null while other opcodes do.</summary>
    private OpenElements? _openElements;

    /// <summary>EMPTY_LIST, which may begin the elements of an array: the first parts of the array's state stand before it.</summary>
    private void PushList()
    {
        if (_top - _fence == 4 && _stack[_top - 1] is bool && _stack[_top - 2] is DType dtype && ObjectState.CanHold(dtype) && _stack[_top - 3] is PickleTuple shape
            && TryCount(shape, out long count) && count >= LongArray)
            PushTransient(new ElementList(count));
        else
            Push(new List<object?>());
    }

    private static bool TryCount(PickleTuple shape, out long count)
    {
        count = 0;
        Span<long> lengths = stackalloc long[DType.MaxRank];
        if (shape.Count > lengths.Length)
            return false;
        for (int axis = 0; axis < shape.Count; axis++)
        {
            if (shape[axis] is not long length || length < 0)
                return false;
            lengths[axis] = length;
        }

        return ArrayLayout.TryCount(lengths[..shape.Count], sizeof(long), out count);
    }

    /// <summary>MARK: what follows may be elements.</summary>
    private void MarkElements()
    {
        if (_top > _fence && _stack[_top - 1] is ElementList { List: null } list && _farMemo is null)
            _openElements = new OpenElements(list);
        Mark();
    }

    /// <summary>Adds the texts that follow, as far as APPENDS; where something else comes, they are put on the stack as if nothing had been done.</summary>
    /// <param name="window">The bytes that have come.</param>
    /// <param name="at">Where in them the next opcode is; goes on behind what has been added.</param>
    /// <returns>False when more bytes are needed first.</returns>
    private bool TryTexts(ReadOnlySpan<byte> window, ref int at)
    {
        while (true)
        {
            _opcodeAt = at;
            ReadOnlySpan<byte> rest = window[at..];
            int length = rest.IsEmpty ? Needs(1) : rest[0] switch
            {
                Opcode.ShortBinUnicode => TakeText(rest, head: 2),
                Opcode.BinUnicode => TakeText(rest, head: 5),
                Opcode.Frame => TakeFrame(rest),
                _ => 0,
            };
            if (length == Incomplete)
                return false;
            if (length == 0)
                break;
            at += length;
        }

        if (window[at] == Opcode.Appends)
        {
            TakeMark();
            at++;
        }
        else
        {
            Reopen(_openElements!);
        }

        _openElements = null;
        return true;
    }

    /// <summary>Adds a text, and remembers it if that is what the next opcode is for.</summary>
    /// <param name="rest">The bytes from its opcode on.</param>
    /// <param name="head">How many of them stand before the text.</param>
    /// <returns>How many have been taken: 0 where its opcode is to be executed like any other.</returns>
    private int TakeText(ReadOnlySpan<byte> rest, int head)
    {
        if (rest.Length < head)
            return Needs(head);
        uint length = head == 2 ? rest[1] : BinaryPrimitives.ReadUInt32LittleEndian(rest[1..]);
        if (length > TextBlocks.MostBytes)
            return 0;
        int end = head + (int)length;
        if (rest.Length < end)
            return Needs(end);
        if (rest.Length == end)
            return Input.IsExact ? 0 : Needs(end + 1);   // what comes next may be the last byte, behind which nothing may be taken
        int put = rest[end] switch { Opcode.Memoize => 1, Opcode.BinPut => 2, Opcode.LongBinPut => 5, _ => 0 };
        if (rest.Length < end + put)
            return Needs(end + put);
        if (!System.Text.Unicode.Utf8.IsValid(rest[head..end]) || !TryRemember(_openElements!, rest.Slice(end, put)))
            return 0;
        _openElements!.List.AddText(rest[head..end]);
        return end + put;
    }

    private int TakeFrame(ReadOnlySpan<byte> rest)
    {
        const int Length = 1 + sizeof(ulong);
        if (rest.Length < Length)
            return Needs(Length);
        EnterFrame(BinaryPrimitives.ReadUInt64LittleEndian(rest[1..]));
        return Length;
    }

    /// <summary>Remembers a text that is about to be added. From mark to mark all of them have to be, at places one behind another, or none.</summary>
    private bool TryRemember(OpenElements open, ReadOnlySpan<byte> put)
    {
        if (put.IsEmpty)
            return open.Remembered is null;
        long place = put.Length switch { 1 => _memoCount, 2 => put[1], _ => BinaryPrimitives.ReadUInt32LittleEndian(put[1..]) };
        if (open.Remembered is null && open.Count == 0)
            open.Remembered = new ElementTexts(open.List, place, open.Start);
        if (open.Remembered is not { } texts || place != texts.FirstPlace + open.Count || !IsNextPlace(place))
            return false;
        Remember(place, texts);
        return true;
    }

    /// <summary>Whether a place in the memo is free, and in its array or right behind it.</summary>
    private bool IsNextPlace(long place) => place <= _memo.Length && (place == _memo.Length || _memo[place] is null) && place <= 2L * _memoCount + FewPlaces;

    private int Needs(int count)
    {
        _need = count;
        return Incomplete;
    }

    /// <summary>Makes strings of the texts that have been added since the mark, and puts them on the stack: what comes next is for the opcodes one by one.</summary>
    private void Reopen(OpenElements open)
    {
        int count = open.Count;
        for (int i = 0; i < count; i++)
        {
            string text = open.List.TextAt(open.Start + i);
            if (open.Remembered is { } texts)
                _memo[texts.FirstPlace + i] = text;
            Push(text);
        }

        open.List.RemoveTexts(count);
    }

    /// <summary>Makes a string of a remembered text: from now on it is the same one.</summary>
    private string RecallText(long place, ElementTexts texts)
    {
        string text = texts.TextAt(place);
        _memo[place] = text;
        return text;
    }

    private void AddTo(ElementList list, Span<object?> items)
    {
        // Keeping may make a list of this one: where it is among its own items.
        KeepAll(items);
        if (list.List is { } settled)
            settled.AddRange(items);
        else
            list.AddValues(items);
    }
}
