using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace NpyIO.Arrays;

/// <summary>Python objects as the types that are asked for.</summary>
internal static class ObjectCast
{
    /// <summary>The value as T: it is one, or an integer that T has too, or a NumPy scalar or an array without axes of one, or null where T may be.</summary>
    internal static bool TryTo<T>(object? value, [MaybeNull] out T result)
    {
        if (value is T wanted)
        {
            result = wanted;
            return true;
        }

        if (value is NdArray { Rank: 0, DType.HasObject: false } scalar && ElementReader.CanRead<T>(scalar.DType))
        {
            result = scalar.Get<T>();
            return true;
        }

        if (IsInteger(typeof(T)) && TryToInteger(Plain(value), typeof(T), out object? integer))
        {
            result = (T)integer;
            return true;
        }

        if (typeof(T) == typeof(BigInteger) && TryToInteger(Plain(value), typeof(long), out integer))
        {
            result = (T)(object)(BigInteger)(long)integer;
            return true;
        }

        result = default;
        return value is null && default(T) is null;
    }

    /// <summary>Whether a type is one of .NET's integers of a fixed size, or may be null besides.</summary>
    internal static bool IsInteger(Type type) => !type.IsEnum && Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) is >= TypeCode.SByte and <= TypeCode.UInt64;

    /// <summary>A value, or the one that an array of integers without axes holds.</summary>
    private static object? Plain(object? value) =>
        value is NdArray { Rank: 0, DType.Kind: DTypeKind.SignedInteger or DTypeKind.UnsignedInteger } scalar ? scalar.GetValue() : value;

    /// <summary>Python has one type of integers: the value counts, not how it is held.</summary>
    private static bool TryToInteger(object? value, Type type, [NotNullWhen(true)] out object? integer)
    {
        integer = null;
        if (value is not (long or int or short or sbyte or byte or ushort or uint or ulong or BigInteger))
            return false;
        try
        {
            integer = Convert.ChangeType(value is BigInteger big ? (decimal)big : value, Nullable.GetUnderlyingType(type) ?? type, CultureInfo.InvariantCulture);
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }
}
