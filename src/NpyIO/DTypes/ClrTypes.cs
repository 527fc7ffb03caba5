using System.Numerics;

namespace NpyIO.DTypes;

/// <summary>The table of dtypes and the CLR types of their values.</summary>
internal static class ClrTypes
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
    };

    /// <summary>Returns the dtype of a CLR type in native order, or null if the type alone does not determine one.</summary>
    internal static DType? Find(Type type) =>
        ByType.GetValueOrDefault(type.IsEnum ? Enum.GetUnderlyingType(type) : type);

    /// <summary>Returns the CLR type of a dtype's values, regardless of byte order, or null if there is none.</summary>
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
