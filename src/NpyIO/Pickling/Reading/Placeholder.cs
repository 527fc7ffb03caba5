using System.Runtime.InteropServices;
using NpyIO.Arrays;

namespace NpyIO.Pickling;

/// <summary>Placeholder for an unfinished value. Never leaves the machine.</summary>
internal abstract class Placeholder
{
    /// <summary>Returns the same object on each call; fails if the value can never be finished.</summary>
    internal abstract object? Settle(PickleMachine machine);
}

/// <summary>
/// An object that a pickle creates first and gives its state later, with BUILD: an array or a dtype. The memo holds it in between and returns the result once it is built;
/// values that kept it before that, such as an object array containing itself, get the result at the end.
/// </summary>
internal abstract class PendingObject : Placeholder
{
    internal bool IsBuilt { get; private set; }

    internal object? Result { get; private set; }

    internal object Build(PickleMachine machine, object? state)
    {
        if (IsBuilt)
            machine.Fail("An object is given a second state");
        Result = BuildFrom(machine, state);
        IsBuilt = true;
        return Result;
    }

    internal override object Settle(PickleMachine machine)
    {
        if (!IsBuilt)
        {
            Result = BuildWithout(machine);
            IsBuilt = true;
        }

        return Result!;
    }

    private protected abstract object BuildFrom(PickleMachine machine, object? state);

    private protected virtual object BuildWithout(PickleMachine machine)
    {
        machine.Fail("An object that its state describes has not been given one");
        return null;
    }
}

/// <summary>A Python 2 <c>str</c>, which may be text or the bytes of an array: it stays bytes until one or the other is needed.</summary>
internal sealed class Python2String(byte[] bytes) : Placeholder
{
    private string? _text;

    internal byte[] Bytes => bytes;

    internal override object Settle(PickleMachine machine) => TextOf(machine);

    internal string TextOf(PickleMachine machine) => _text ??= machine.Options.Encoding == PickleEncoding.Latin1 ? PickleText.Latin1(bytes) : machine.Utf8(bytes);
}

/// <summary>
/// Bytes in their own memory that may become an array without a copy: a bytearray, an out-of-band buffer, or bytes too long for a <c>byte[]</c>. If no array takes them, they become a
/// <c>byte[]</c> or a list of bytes.
/// </summary>
internal sealed class RawBytes(ArrayMemory memory, bool isByteArray) : Placeholder
{
    private object? _value;

    internal ArrayMemory Memory => memory;

    internal override object Settle(PickleMachine machine) => _value ??= Copy(machine);

    private object Copy(PickleMachine machine)
    {
        if (memory.Length > Array.MaxLength)
            PickleThrow.PickledBytesTooLong(machine.Position, memory.Length);
        ReadOnlySpan<byte> bytes = MemoryMarshal.CreateReadOnlySpan(ref memory.Origin, (int)memory.Length);
        object value = isByteArray ? ListOf(bytes) : bytes.ToArray();
        GC.KeepAlive(memory);
        return value;
    }

    private static List<byte> ListOf(ReadOnlySpan<byte> bytes)
    {
        List<byte> list = new(bytes.Length);
        list.AddRange(bytes);
        return list;
    }
}

/// <summary>Replaces the placeholders in everything reachable from a value, or only in the parts of a key. Visits each container once, without recursion.</summary>
internal sealed class PlaceholderReplacer(PickleMachine machine, bool keysOnly = false)
{
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly Stack<object> _containers = [];

    internal object? Settle(object? root)
    {
        object? value = Settled(root);
        while (_containers.TryPop(out object? container))
            SettleIn(container);
        return value;
    }

    private void SettleIn(object container)
    {
        switch (container)
        {
            case PickleTuple tuple:
                SettleAll(tuple.Items);
                break;
            case PickleSlice slice:
                (slice.Start, slice.Stop, slice.Step) = (Settled(slice.Start), Settled(slice.Stop), Settled(slice.Step));
                break;
            case List<object?> list:
                SettleAll(CollectionsMarshal.AsSpan(list));
                break;
            case PickleDictionary dictionary:
                SettleEntries(dictionary);
                Settled(dictionary.Attributes);
                break;
            case PickleSet set:
                // Members were settled as keys; what they reach only through a description was not.
                foreach (object? item in set)
                    Settled(item);
                break;
            case NdArray { Memory: ObjectMemory objects }:
                SettleAll(objects.Values);
                break;
            case MaskedArray masked:
                Settled(masked.Data);
                Settled(masked.FillValue);
                break;
            case PickleObject described:
                Settled(described.Callable);
                Settled(described.Arguments);
                Settled(described.KeywordArguments);
                Settled(described.AppendedItems);
                Settled(described.Entries);
                Settled(described.Assignments);
                Settled(described.Reconstruction);
                Settled(described.StateSetter);
                Settled(described.Array);
                if (described.HasState)
                    described.State = Settled(described.State);
                break;
        }
    }

    private void SettleAll(Span<object?> values)
    {
        foreach (ref object? value in values)
        {
            // Writes only what changes: writing costs more than reading.
            if (value is Placeholder)
                value = Settled(value);
            else
                Settled(value);
        }
    }

    private void SettleEntries(PickleDictionary dictionary)
    {
        for (int i = 0; i < dictionary.Count; i++)
        {
            (object? key, object? value) = dictionary.At(i);
            Settled(key);
            object? settled = Settled(value);
            if (!ReferenceEquals(settled, value))
                dictionary.SetAt(i, settled);
        }
    }

    private object? Settled(object? value)
    {
        if (value is Placeholder transient)
            value = transient.Settle(machine);
        if (IsContainer(value) && _seen.Add(value!))
            _containers.Push(value!);
        return value;
    }

    // The parts of former keys are settled already.
    private bool IsContainer(object? value) => keysOnly
        ? value is PickleSlice { KnownHash: 0 } or PickleTuple { KnownHash: 0 }
        : value is PickleTuple or PickleSlice or List<object?> or PickleDictionary or PickleSet or PickleObject or NdArray { DType.HasObject: true } or MaskedArray;
}
