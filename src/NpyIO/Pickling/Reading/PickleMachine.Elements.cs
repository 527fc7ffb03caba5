using System.Buffers.Binary;
using NpyIO.Arrays;

namespace NpyIO.Pickling;

// The elements of long object arrays. Most are texts, each memoized: they are copied straight to where the array keeps them, without creating strings.
internal sealed partial class PickleMachine
{
    // Shorter arrays get strings at once.
    private const int LongArray = 1024;

    // In place of a length: more bytes are needed first.
    private const int Incomplete = -1;

    /// <summary>The list that the next texts are added to, or null if the next opcodes are executed one by one.</summary>
    private OpenElements? _openElements;

    private void PushList()
    {
        // The list becomes the elements of an array if the stack holds the preceding parts of an array's state.
        if (_top - _fence == 4 && _stack[_top - 1] is bool && _stack[_top - 2] is DType dtype && ObjectState.CanHold(dtype) && _stack[_top - 3] is PickleTuple shape
            && TryCount(shape, out long count) && count >= LongArray)
        {
            PushTransient(new ElementList(count));
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

    private void MarkElements()
    {
        if (_top > _fence && _stack[_top - 1] is ElementList { List: null } list && _farMemo is null)
            _openElements = new OpenElements(list);
        Mark();
    }

    /// <summary>Adds texts up to APPENDS; before any other opcode, pushes them as if they had been executed one by one. Returns false if more bytes are needed.</summary>
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

    /// <summary>Returns the number of bytes consumed, 0 if the opcode must be executed like any other, or <see cref="Incomplete"/>.</summary>
    private int TakeText(ReadOnlySpan<byte> rest, int head)
    {
        if (rest.Length < head)
            return Needs(head);
        uint length = head == 2 ? rest[1] : BinaryPrimitives.ReadUInt32LittleEndian(rest[1..]);
        if (length > TextBlocks.MaxBytes)
            return 0;
        int end = head + (int)length;
        if (rest.Length < end)
            return Needs(end);
        if (rest.Length == end)
            return Input.IsExact ? 0 : Needs(end + 1);   // the next byte may be the last one of the pickle; nothing after it may be consumed
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
        if (rest.Length < Opcode.FrameLength)
            return Needs(Opcode.FrameLength);
        EnterFrame(BinaryPrimitives.ReadUInt64LittleEndian(rest[1..]));
        return Opcode.FrameLength;
    }

    /// <summary>Between two marks, either all texts are memoized, at consecutive indices, or none.</summary>
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

    private bool IsNextPlace(long place) => place <= _memo.Length && (place == _memo.Length || _memo[place] is null) && place <= 2L * _memoCount + FewPlaces;

    private int Needs(int count)
    {
        _need = count;
        return Incomplete;
    }

    /// <summary>Turns the texts added since the mark into strings on the stack, so that the next opcodes can be executed one by one.</summary>
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

    private string RecallText(long place, ElementTexts texts)
    {
        string text = texts.TextAt(place);
        // Store the string, so that later references get the same object.
        _memo[place] = text;
        return text;
    }

    private void AddTo(ElementList list, Span<object?> items)
    {
        // KeepAll may settle this list into an ordinary one, if it is among its own items.
        KeepAll(items);
        if (list.List is { } settled)
            settled.AddRange(items);
        else
            list.AddValues(items);
    }
}
