using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using NpyIO.DTypes;

namespace NpyIO;

public sealed partial class DType
{
    /// <summary>
    /// The CLR type of the values: <see cref="double"/> for <c>f8</c>, <see cref="string"/> for <c>U</c>, <c>byte[]</c> for <c>S</c> and raw bytes,
    /// or null if there is none (records and sub-arrays).
    /// </summary>
    public Type? ClrType => ClrTypes.Of(this);

    /// <summary>Returns the dtype of a CLR type: <c>Of&lt;float&gt;()</c> is <c>&lt;f4</c>. An enum has the dtype of its underlying type.</summary>
    /// <typeparam name="T">The CLR type.</typeparam>
    /// <exception cref="ArgumentException">The type alone does not determine a dtype; the message says what to call.</exception>
    /// <exception cref="InvalidOperationException">The type is a record with a member that has no length.</exception>
    public static DType Of<T>()
    {
        // The JIT resolves these branches.
        if (typeof(T) == typeof(double))
            return Float64;
        if (typeof(T) == typeof(float))
            return Float32;
        if (typeof(T) == typeof(int))
            return Int32;
        if (typeof(T) == typeof(long))
            return Int64;
        if (typeof(T) == typeof(byte))
            return UInt8;
        if (default(T) is INpyRecord record)
            return record.Info.DType ?? DTypeThrow.NoDTypeOf(record.Info);
        return Of(typeof(T));
    }

    /// <summary>Returns the dtype of a CLR type. An enum has the dtype of its underlying type.</summary>
    /// <param name="type">The CLR type.</param>
    /// <exception cref="ArgumentException">The type alone does not determine a dtype; the message says what to call.</exception>
    public static DType Of(Type type)
    {
        if (!TryOf(type, out DType? dtype))
            DTypeThrow.NoDTypeOf(type);
        return dtype;
    }

    /// <summary>Like <see cref="Of(Type)"/>, but returns false if there is no dtype.</summary>
    /// <param name="type">The CLR type.</param>
    /// <param name="dtype">Its dtype, in native byte order.</param>
    public static bool TryOf(Type type, [NotNullWhen(true)] out DType? dtype)
    {
        ArgumentNullException.ThrowIfNull(type);
        dtype = ClrTypes.Find(type);
        return dtype is not null;
    }

    /// <summary>The table of dtypes and the CLR types of their values.</summary>
    private static class ClrTypes
    {
        private static readonly (Type Type, DType DType)[] Table =
        [
            (typeof(bool), DType.Bool),
            (typeof(sbyte), DType.Int8),
            (typeof(byte), DType.UInt8),
            (typeof(short), DType.Int16),
            (typeof(ushort), DType.UInt16),
            (typeof(int), DType.Int32),
            (typeof(uint), DType.UInt32),
            (typeof(long), DType.Int64),
            (typeof(ulong), DType.UInt64),
            (typeof(Half), DType.Float16),
            (typeof(float), DType.Float32),
            (typeof(double), DType.Float64),
            (typeof(LongDouble), DType.LongDouble),
            (typeof(Complex64), DType.Complex64),
            (typeof(Complex), DType.Complex128),
            (typeof(ComplexLongDouble), DType.Complex256),
            (typeof(object), DType.Object),
        ];

        private static readonly Dictionary<Type, DType> ByType = new(Array.ConvertAll(Table, row => KeyValuePair.Create(row.Type, row.DType)))
        {
            // Aliases of types above.
            [typeof(nint)] = nint.Size == 8 ? DType.Int64 : DType.Int32,
            [typeof(nuint)] = nint.Size == 8 ? DType.UInt64 : DType.UInt32,

            // Not stored by their bytes, but saved so unless a unit is chosen.
            [typeof(char)] = DType.String(1),
            [typeof(DateTime)] = DType.Datetime(DatetimeUnit.Nanosecond),
            [typeof(DateTimeOffset)] = DType.Datetime(DatetimeUnit.Nanosecond),
            [typeof(DateOnly)] = DType.Datetime(DatetimeUnit.Day),
            [typeof(TimeOnly)] = DType.Timedelta(DatetimeUnit.Nanosecond),
            [typeof(TimeSpan)] = DType.Timedelta(DatetimeUnit.Nanosecond),
        };

        /// <summary>Returns null if the type alone does not determine a dtype.</summary>
        internal static DType? Find(Type type) =>
            ByType.GetValueOrDefault(type.IsEnum ? Enum.GetUnderlyingType(type) : MissingTime(type) ?? type);

        /// <summary>Returns the type of dates or times that null is added to, which is NaT; null for any other type, for which there is no missing value.</summary>
        private static Type? MissingTime(Type type) =>
            Nullable.GetUnderlyingType(type) is { } value && ByType.TryGetValue(value, out DType? dtype) && dtype.Kind is DTypeKind.Datetime or DTypeKind.Timedelta ? value : null;

        internal static Type? Of(DType dtype)
        {
            switch (dtype.Kind)
            {
                case DTypeKind.Bytes:
                    return typeof(byte[]);
                case DTypeKind.String or DTypeKind.VariableString:
                    return typeof(string);
                case DTypeKind.Void:
                    return dtype.IsStruct || dtype.Base is not null ? null : typeof(byte[]);
                case DTypeKind.Datetime:
                    return typeof(Datetime64);
                case DTypeKind.Timedelta:
                    return typeof(Timedelta64);
                default:
                    foreach ((Type type, DType known) in Table)
                    {
                        if (known.Kind == dtype.Kind && known.ItemSize == dtype.ItemSize)
                            return type;
                    }

                    return null;
            }
        }
    }
}
