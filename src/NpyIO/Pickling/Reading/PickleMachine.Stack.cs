using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NpyIO.Pickling;

internal sealed partial class PickleMachine
{
    // Indices up to this one use the array, however sparse they are.
    private const int FewPlaces = 1024;

    // Longer arrays come from the pool.
    private const int FirstRoom = 64;

    private object?[] _stack = new object?[FirstRoom];
    private int _top;

    /// <summary>Start of the values above the last mark. Opcodes cannot reach below it.</summary>
    private int _fence;
    private int[] _fences = new int[16];
    private int _fenceCount;

    /// <summary>The memo by index: null for a free index, <see cref="NoneKey"/> for None.</summary>
    private object?[] _memo = new object?[FirstRoom];
    private int _memoCount;

    private Dictionary<long, object>? _farMemo;

    /// <summary>Whether any placeholder has been created; without one, there is nothing to replace.</summary>
    private bool _hasTransients;

    /// <summary>Whether a value holds a placeholder, which must be replaced at the end.</summary>
    private bool _leaked;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Push(object? value)
    {
        object?[] stack = _stack;
        int top = _top;
        if ((uint)top < (uint)stack.Length)
        {
            stack[top] = value;
            _top = top + 1;
        }
        else
        {
            PushGrowing(value);
        }
    }

    private void PushGrowing(object? value)
    {
        Grow(ref _stack, 2L * _stack.Length);
        _stack[_top++] = value;
    }

    private static void Grow(ref object?[] array, long length) => PooledObjects.Grow(ref array, (int)Math.Min(length, Array.MaxLength), isPooled: array.Length > FirstRoom);

    /// <summary>The machine cannot be used afterwards.</summary>
    private void Release()
    {
        foreach (object?[] array in (ReadOnlySpan<object?[]>)[_stack, _memo])
        {
            if (array.Length > FirstRoom)
                PooledObjects.Return(array);
        }

        _stack = _memo = [];
    }

    private void PushTransient(Placeholder value)
    {
        _hasTransients = true;
        Push(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Require(int count)
    {
        if (_top - count < _fence)
            LacksValues();
    }

    [DoesNotReturn]
    private void LacksValues() => Fail("The stack lacks what the opcode takes");

    private object? Pop()
    {
        Require(1);
        return Built(_stack[--_top]);
    }

    private static object? Built(object? value) => value is PendingObject { IsBuilt: true } built ? built.Result : value;

    private void Mark()
    {
        if (_fenceCount == _fences.Length)
            Array.Resize(ref _fences, 2 * _fenceCount);
        _fences[_fenceCount++] = _fence;
        _fence = _top;
    }

    /// <summary>Leaves the values above the mark on the stack, and returns the index of the first.</summary>
    private int TakeMark()
    {
        if (_fenceCount == 0)
            Fail("The stack has no mark");
        int start = _fence;
        _fence = _fences[--_fenceCount];
        return start;
    }

    /// <summary>The span is valid until the next push.</summary>
    private Span<object?> TakeMarked()
    {
        int start = TakeMark();
        Span<object?> values = _stack.AsSpan(start, _top - start);
        _top = start;
        return values;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Memoize()
    {
        if (_farMemo is null && (uint)_memoCount < (uint)_memo.Length && _memo[_memoCount] is null && _top > _fence)
            _memo[_memoCount++] = _stack[_top - 1] ?? NoneKey.Instance;
        else
            Remember(_memoCount);
    }

    private void Remember(long place)
    {
        Require(1);
        Remember(place, _stack[_top - 1] ?? NoneKey.Instance);
    }

    private void Remember(long place, object value)
    {
        if (place >= _memo.Length && place <= 2L * _memoCount + FewPlaces)
            Grow(ref _memo, Math.Max(place + 1, 2L * _memo.Length));
        if (place >= _memo.Length)
        {
            _farMemo ??= [];
            if (!_farMemo.ContainsKey(place))
                _memoCount++;
            _farMemo[place] = value;
            return;
        }

        if (_memo[place] is null && _farMemo?.Remove(place) != true)
            _memoCount++;
        _memo[place] = value;
    }

    private void Recall(long place)
    {
        object? value = (ulong)place < (ulong)_memo.Length ? _memo[place] : null;
        if (value is null && _farMemo?.TryGetValue(place, out value) != true)
            Fail($"The memo has nothing at {place}");
        Push(value switch
        {
            NoneKey => null,
            ElementTexts texts => RecallText(place, texts),
            _ => Built(value),
        });
    }
}

/// <summary>Growable arrays of references from the pool. Without it, the stack and memo of a large pickle leave more garbage than values.</summary>
internal static class PooledObjects
{
    // In references.
    private const int MaxKept = 1 << 20;

    internal static void Grow(ref object?[] array, int length, bool isPooled)
    {
        object?[] larger = ArrayPool<object?>.Shared.Rent(length);
        array.CopyTo(larger, 0);
        Array.Clear(larger, array.Length, larger.Length - array.Length);
        if (isPooled)
            Return(array);
        array = larger;
    }

    internal static void Return(object?[] array)
    {
        if (array.Length <= MaxKept)
            ArrayPool<object?>.Shared.Return(array, clearArray: true);
    }
}
