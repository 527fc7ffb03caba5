using System.Buffers.Binary;
using NpyIO.Arrays;

namespace NpyIO.Pickling;

// The elements of long arrays of objects. Mostly they are texts, each remembered by the memo: those are not made strings, but go as they are to where the array will have them.
internal sealed partial class PickleMachine
{
    /// <summary>Arrays of fewer objects have all their texts made strings at once, and the same string each time.</summary>
    private const int LongArray = 1024;

    /// <summary>The list to which the texts are added that follow; null while other opcodes do.</summary>
    private ElementList? _openList;

    /// <summary>How many elements it had at the last mark.</summary>
    private int _openedAt;

    /// <summary>What the memo has of the texts since then.</summary>
    private ElementTexts? _openTexts;

    /// <summary>EMPTY_LIST, which may begin the elements of an array: the first parts of the array's state stand before it.</summary>
    private void PushList()
    {
        if (_top - _fence == 4 && _stack[_top - 1] is bool && _stack[_top - 2] is DType dtype && ObjectState.CanHold(dtype) && _stack[_top - 3] is PickleTuple shape
            && TryCount(shape, out long count) && count >= LongArray)
        {
            // A claim is believed as far as there are bytes for it: the opcode and a length for each.
            long most = Input.Length == Files.ByteSource.Unknown ? Input.Unread.Length : Input.Length - Position;
            PushTransient(new ElementList((int)Math.Min(count, Math.Min(most / 2, Array.MaxLength))));
        }
        else
        {
            Push(new List<object?>());
        }
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
        {
            _openList = list;
            _openedAt = list.Count;
            _openTexts = null;
        }

        Mark();
    }

    /// <summary>Adds the texts that follow, as far as APPENDS; where something else comes, the last of them are put on the stack as if nothing had been done.</summary>
    /// <param name="window">The bytes that have come.</param>
    /// <param name="at">Where in them the next opcode is; goes on behind what has been added.</param>
    /// <returns>False when more bytes are needed first.</returns>
    private bool TryTexts(ReadOnlySpan<byte> window, ref int at)
    {
        ElementList list = _openList!;
        while (true)
        {
            ReadOnlySpan<byte> rest = window[at..];
            if (rest.IsEmpty)
                return Needs(1);
            int head = rest[0] switch { Opcode.ShortBinUnicode => 2, Opcode.BinUnicode => 5, Opcode.Frame => 9, _ => 0 };
            if (head == 0)
                break;
            if (rest.Length < head)
                return Needs(head);
            if (head == 9)
            {
                _opcodeAt = at;
                EnterFrame(BinaryPrimitives.ReadUInt64LittleEndian(rest[1..]));
                at += head;
                continue;
            }

            uint length = head == 2 ? rest[1] : BinaryPrimitives.ReadUInt32LittleEndian(rest[1..]);
            if (length > TextBlocks.MostBytes)
                break;

            // Behind each text may stand the opcode by which it is remembered.
            int text = head + (int)length;
            if (rest.Length <= text)
                return Needs(text + 1);
            int put = rest[text] switch { Opcode.Memoize => 1, Opcode.BinPut => 2, Opcode.LongBinPut => 5, _ => 0 };
            if (rest.Length < text + put)
                return Needs(text + put);
            if (!System.Text.Unicode.Utf8.IsValid(rest[head..text]) || !TryRemember(list, rest.Slice(text, put)))
                break;
            list.AddText(rest[head..text]);
            at += text + put;
        }

        if (window[at] != Opcode.Appends)
        {
            Reopen(list);
        }
        else
        {
            TakeMark();
            at++;
        }

        _openList = null;
        return true;
    }

    /// <summary>Remembers a text that is about to be added. From mark to mark all of them have to be, at places one behind another, or none.</summary>
    private bool TryRemember(ElementList list, ReadOnlySpan<byte> put)
    {
        if (put.IsEmpty)
            return _openTexts is null;
        long place = put.Length switch { 1 => _memoCount, 2 => put[1], _ => BinaryPrimitives.ReadUInt32LittleEndian(put[1..]) };
        if (_openTexts is null && list.Count == _openedAt)
            _openTexts = new ElementTexts(list, place, list.Count);
        if (_openTexts is null || place != _openTexts.FirstPlace + (list.Count - _openTexts.FirstIndex) || !IsNextPlace(place))
            return false;
        Remember(place, _openTexts);
        return true;
    }

    /// <summary>Whether a place in the memo is free, and in its array or right behind it.</summary>
    private bool IsNextPlace(long place) => place <= _memo.Length && (place == _memo.Length || _memo[place] is null) && place <= 2L * _memoCount + FewPlaces;

    private bool Needs(int count)
    {
        _need = count;
        return false;
    }

    /// <summary>Makes strings of the texts that have been added since the mark, and puts them on the stack: what comes next is for the opcodes one by one.</summary>
    private void Reopen(ElementList list)
    {
        int count = list.Count - _openedAt;
        for (int i = 0; i < count; i++)
        {
            string text = list.TextAt(_openedAt + i);
            if (_openTexts is { } remembered)
                _memo[remembered.FirstPlace + i] = text;
            Push(text);
        }

        list.RemoveTexts(count);
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
        if (list.List is { } settled)
        {
            AddTo(settled, items);
            return;
        }

        KeepAll(items);
        list.AddValues(items);
    }
}
