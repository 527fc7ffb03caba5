using System.Numerics;
using NpyIO.Sparse;

namespace NpyIO;

// Verifies the indices, and converts to a dense array.
public sealed partial class SparseMatrix
{
    /// <summary>Checks every index: it must be inside the shape, pointers must not decrease, and no diagonal may occur twice. Takes time in proportion to the number of values.</summary>
    /// <exception cref="NpyFormatException">An index is outside the shape, pointers decrease, or a diagonal occurs twice.</exception>
    public void Verify() => SparsePlaces.Visit(this, static (_, _) => { });

    /// <summary>Returns the matrix with all its zeros, in C order: <c>toarray()</c>. Values at the same position are summed, as in SciPy; integers may overflow silently.</summary>
    /// <remarks>Takes the memory that the shape needs, however small the file was: check <see cref="Shape"/> first if it is not trusted.</remarks>
    /// <exception cref="NpyFormatException">An index is outside the shape, pointers decrease, or a diagonal occurs twice.</exception>
    /// <exception cref="InvalidOperationException">The values are not numbers, or are long doubles and several share a position; or the shape is too large for any memory.</exception>
    /// <exception cref="InsufficientMemoryException">There is not enough memory.</exception>
    public NdArray ToDense() => (DType.Kind, DType.ItemSize) switch
    {
        (DTypeKind.Boolean, 1) => Fill<bool>(static (a, b) => a | b),
        (DTypeKind.SignedInteger, 1) => Fill<sbyte>(static (a, b) => (sbyte)(a + b)),
        (DTypeKind.SignedInteger, 2) => Fill<short>(static (a, b) => (short)(a + b)),
        (DTypeKind.SignedInteger, 4) => Fill<int>(static (a, b) => a + b),
        (DTypeKind.SignedInteger, 8) => Fill<long>(static (a, b) => a + b),
        (DTypeKind.UnsignedInteger, 1) => Fill<byte>(static (a, b) => (byte)(a + b)),
        (DTypeKind.UnsignedInteger, 2) => Fill<ushort>(static (a, b) => (ushort)(a + b)),
        (DTypeKind.UnsignedInteger, 4) => Fill<uint>(static (a, b) => a + b),
        (DTypeKind.UnsignedInteger, 8) => Fill<ulong>(static (a, b) => a + b),
        (DTypeKind.Float, 2) => Fill<Half>(static (a, b) => a + b),
        (DTypeKind.Float, 4) => Fill<float>(static (a, b) => a + b),
        (DTypeKind.Float, 8) => Fill<double>(static (a, b) => a + b),
        (DTypeKind.Float, 16) => Fill<LongDouble>(null),
        (DTypeKind.Complex, 8) => Fill<Complex64>(static (a, b) => a + b),
        (DTypeKind.Complex, 16) => Fill<Complex>(static (a, b) => a + b),
        (DTypeKind.Complex, 32) => Fill<ComplexLongDouble>(null),
        _ => SparseThrow.NoDenseForm(DType),
    };

    private NdArray Fill<T>(Func<T, T, T>? add)
        where T : IEquatable<T>
    {
        Int128 bytes = DType.ItemSize;
        foreach (long length in _shape)
        {
            bytes *= Math.Max(1, length);
            if (bytes > long.MaxValue)
                SparseThrow.DenseTooLarge(_shape);
        }

        NdArray<T> dense = NdArray.Create<T>(_shape);
        NdArray<T> places = dense.Reshape(-1);
        NdArray<T> values = Data.To<T>(Casting.Equivalent).Reshape(-1);
        SparsePlaces.Visit(this, (place, value) =>
        {
            T before = places[place];
            if (add is null && !before.Equals(default(T)!))
                SparseThrow.CannotAddUp(DType);

            places[place] = add is null ? values[value] : add(before, values[value]);
        });
        return dense.ToNdArray();
    }
}
