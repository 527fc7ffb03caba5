using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.Arrays;
using NpyIO.Errors;
using NpyIO.Kernels;

namespace NpyIO.Pickling;

/// <summary>Sets elements of any dtype from the Python values that NumPy pickles for records with objects, which are those of <c>ndarray.item()</c>.</summary>
internal static class PythonElements
{
    /// <summary><paramref name="place"/> is a byte offset in the array's memory.</summary>
    internal static void Assign(PickleMachine machine, NdArray array, long place, DType dtype, object? value)
    {
        if (dtype.IsReference)
            ((ObjectMemory)array.Memory).Set(place, dtype.Kind == DTypeKind.VariableString ? TextFor(machine, dtype, value) : value);
        else if (dtype.IsStruct)
            AssignFields(machine, array, place, dtype, value);
        else if (dtype.Base is not null)
            AssignItems(machine, new NdArray(dtype, array.Memory, ArrayLayout.Contiguous([], dtype.ItemSize, Order.C, place)), value);
        else
            AssignPlain(machine, ref array.Memory.At(place), dtype, value);
    }

    /// <summary>Returns null for a missing text.</summary>
    internal static object? TextFor(PickleMachine machine, DType dtype, object? value)
    {
        // The same long text may be compared for every element.
        if (value is string text && dtype.NaObject is string)
            machine.WorkThrough(text);
        if (dtype.IsNa(value))
            return null;
        return machine.TextOf(value) ?? machine.Fail<string>($"An element of {dtype} is not text", "text", Describe.Kind(value));
    }

    private static void AssignFields(PickleMachine machine, NdArray array, long place, DType dtype, object? value)
    {
        if (value is not PickleTuple tuple || tuple.Count != dtype.FieldSpan.Length)
        {
            machine.Fail("A record does not fit its dtype", $"a tuple of {dtype.FieldSpan.Length}", Describe.Kind(value));
            return;
        }

        for (int i = 0; i < tuple.Count; i++)
            Assign(machine, array, place + dtype.FieldSpan[i].Offset, dtype.FieldSpan[i].DType, tuple[i]);
    }

    private static void AssignItems(PickleMachine machine, NdArray target, object? value)
    {
        if (value is not NdArray items || !items.Shape.SequenceEqual(target.Shape))
        {
            machine.Fail("A sub-array does not fit its dtype", $"an array of shape {PythonText.Shape(target.Shape)}", Describe.Kind(value));
            return;
        }

        if (items.DType.Equals(target.DType) && !items.DType.HasObject)
        {
            items.CopyTo(MemoryMarshal.CreateSpan(ref target.Memory.At(target.Layout.Offset), (int)target.NBytes));
            return;
        }

        try
        {
            AssignEach(machine, target, items);
        }
        catch (InvalidOperationException e)
        {
            // The text contains an invalid code point.
            machine.Fail(e.Message);
        }
    }

    private static void AssignEach(PickleMachine machine, NdArray target, NdArray items)
    {
        var sources = new PlaceEnumerator(items.Layout);
        var targets = new PlaceEnumerator(target.Layout);
        while (sources.MoveNext() && targets.MoveNext())
            Assign(machine, target, targets.Current, target.DType, PythonValues.At(items, sources.Current));
    }

    private static void AssignPlain(PickleMachine machine, ref byte place, DType dtype, object? value)
    {
        if (!TryAssign(machine, ref place, dtype, value))
            machine.Fail($"An element does not fit {dtype}", found: Describe.Kind(value));
    }

    private static bool TryAssign(PickleMachine machine, ref byte place, DType dtype, object? value)
    {
        switch (dtype.Kind)
        {
            case DTypeKind.Bytes or DTypeKind.Void:
                return PickleMachine.BytesOf(value) is { } bytes && TryCopy(bytes, ref place, dtype.ItemSize);
            case DTypeKind.String:
                return machine.TextOf(value) is { } text && ElementWriter.LengthOf(text, DTypeKind.String) <= dtype.ItemSize / 4 && Write(text, ref place, dtype);
            case DTypeKind.Datetime or DTypeKind.Timedelta:
                return PythonTimes.TryCount(value, dtype, out long count) && Write(count, ref place, dtype);
            default:
                return TryAssignNumber(ref place, dtype, value);
        }
    }

    private static bool TryAssignNumber(ref byte place, DType dtype, object? value) => (dtype.Kind, dtype.ItemSize, value) switch
    {
        (_, _, NdArray { PythonClass: PythonArrayClass.Scalar } scalar) => TryConvert(ref place, dtype, scalar),
        (DTypeKind.Boolean, _, bool b) => Write(b, ref place, dtype),
        (DTypeKind.Float, 2, double d) => Write((Half)d, ref place, dtype),
        (DTypeKind.Float, 4, double d) => Write((float)d, ref place, dtype),
        (DTypeKind.Float, 8, double d) => Write(d, ref place, dtype),
        (DTypeKind.Float, 16, double d) => Write((LongDouble)d, ref place, dtype),
        (DTypeKind.Complex, 8, Complex c) => Write(new Complex64((float)c.Real, (float)c.Imaginary), ref place, dtype),
        (DTypeKind.Complex, 16, Complex c) => Write(c, ref place, dtype),
        (DTypeKind.SignedInteger or DTypeKind.UnsignedInteger, _, long i) => TryWriteInteger(i, ref place, dtype),
        (DTypeKind.UnsignedInteger, 8, BigInteger i) => i >= 0 && i <= ulong.MaxValue && Write((ulong)i, ref place, dtype),
        _ => false,
    };

    private static bool TryWriteInteger(long value, ref byte place, DType dtype) => (dtype.Kind, dtype.ItemSize) switch
    {
        (DTypeKind.SignedInteger, 1) => value == (sbyte)value && Write((sbyte)value, ref place, dtype),
        (DTypeKind.SignedInteger, 2) => value == (short)value && Write((short)value, ref place, dtype),
        (DTypeKind.SignedInteger, 4) => value == (int)value && Write((int)value, ref place, dtype),
        (DTypeKind.SignedInteger, _) => Write(value, ref place, dtype),
        (_, 1) => value == (byte)value && Write((byte)value, ref place, dtype),
        (_, 2) => value == (ushort)value && Write((ushort)value, ref place, dtype),
        (_, 4) => value == (uint)value && Write((uint)value, ref place, dtype),
        _ => value >= 0 && Write((ulong)value, ref place, dtype),
    };

    // Long doubles come as NumPy scalars, because Python has no type for them.
    private static bool TryConvert(ref byte place, DType dtype, NdArray scalar)
    {
        if (Casts.Transform(scalar.DType, dtype) is null)
            return false;
        NdArray converted = scalar.To(dtype, Casting.Unsafe);
        Unsafe.CopyBlockUnaligned(ref place, ref converted.Memory.At(converted.Layout.Offset), (uint)dtype.ItemSize);
        return true;
    }

    private static bool TryCopy(ArrayMemory bytes, ref byte place, int itemSize)
    {
        if (bytes.Length > itemSize)
            return false;
        Unsafe.InitBlockUnaligned(ref place, 0, (uint)itemSize);
        Unsafe.CopyBlockUnaligned(ref place, ref bytes.Origin, (uint)bytes.Length);
        GC.KeepAlive(bytes);
        return true;
    }

    private static bool Write<T>(T value, ref byte place, DType dtype)
    {
        if (typeof(T) == typeof(string))
            ElementWriter.Write(value, ref place, dtype);
        else
            ElementWriter.WritePlain(value, ref place, !dtype.IsNative);
        return true;
    }
}

/// <summary>Converts the Python values that NumPy pickles for dates and times: datetime objects if they are exact, otherwise the count of units; None for NaT.</summary>
internal static class PythonTimes
{
    internal static bool TryCount(object? value, DType dtype, out long count)
    {
        count = Datetime64.NaTValue;
        if (value is null)
            return true;
        if (value is long whole)
        {
            count = whole;
            return true;
        }

        // For finer units NumPy writes counts.
        if (dtype.Unit > DatetimeUnit.Microsecond)
            return false;
        // NumPy writes no values finer than the unit; reading one would lose digits.
        switch (value)
        {
            case DateTime moment when dtype.Kind == DTypeKind.Datetime:
                return TryCount(moment, dtype, out count);
            case DateOnly day when dtype.Kind == DTypeKind.Datetime:
                return TryCount(day.ToDateTime(TimeOnly.MinValue), dtype, out count);
            case TimeSpan span when dtype.Kind == DTypeKind.Timedelta && dtype.Unit is not (DatetimeUnit.Year or DatetimeUnit.Month):
                count = Timedelta64.FromTimeSpanRoundedDown(span, dtype.Unit).Value / dtype.UnitMultiple;
                return new Timedelta64(count, dtype.Unit, dtype.UnitMultiple).TryToTimeSpan(out TimeSpan found) && found == span;
            default:
                return false;
        }
    }

    private static bool TryCount(DateTime moment, DType dtype, out long count)
    {
        count = Datetime64.FromDateTimeRoundedDown(moment, dtype.Unit).Value / dtype.UnitMultiple;
        return new Datetime64(count, dtype.Unit, dtype.UnitMultiple).TryToDateTime(out DateTime found) && found.Ticks == moment.Ticks;
    }
}

/// <summary>Returns the elements' Python values, <c>ndarray.item()</c>, which NumPy pickles instead of bytes for records with objects.</summary>
internal static class PythonValues
{
    /// <summary>Returns the elements in C order.</summary>
    internal static IEnumerable<object?> Of(NdArray array)
    {
        var places = new PlaceEnumerator(array.Layout);
        while (places.MoveNext())
            yield return At(array, places.Current);
    }

    /// <summary><paramref name="place"/> is a byte offset in the array's memory. A record becomes a tuple, a sub-array an array.</summary>
    internal static object? At(NdArray array, long place) => At(array.Memory, place, array.DType);

    private static object? At(ArrayMemory memory, long place, DType dtype)
    {
        if (dtype.IsReference)
            return ObjectElements.Read(memory, place, dtype) ?? dtype.NaObject;
        if (dtype.IsStruct)
            return new PickleTuple([.. dtype.Fields.Select(field => At(memory, place + field.Offset, field.DType))]);
        var item = new NdArray(dtype, memory, ArrayLayout.Contiguous([], dtype.ItemSize, Order.C, place));
        if (dtype.Base is not null)
            return item.Copy();
        return item.GetValue() switch
        {
            sbyte or short or int or byte or ushort or uint => Convert.ToInt64(item.GetValue(), System.Globalization.CultureInfo.InvariantCulture),
            ulong large => large <= long.MaxValue ? (long)large : new BigInteger(large),
            Half number => (double)number,
            float number => (double)number,
            Complex64 number => new Complex(number.Real, number.Imaginary),
            LongDouble or ComplexLongDouble => new NdArray(dtype, item.Copy().Memory, ArrayLayout.Contiguous([], dtype.ItemSize)) { PythonClass = PythonArrayClass.Scalar },

            // NumPy accepts counts for every unit but the generic one, which has only NaT.
            Datetime64 moment => moment.IsNaT ? null : moment.Value,
            Timedelta64 span => span.IsNaT ? null : span.Value,
            object value => value,
            null => null,
        };
    }
}
