using System.Numerics;
using NpyIO.Sparse;

namespace NpyIO;

// Seen as what it stands for.
public sealed partial class SparseMatrix
{
    /// <summary>Looks at every index: whether it is inside the shape, pointers never decrease and no diagonal is there twice. Takes time in proportion to the values.</summary>
    /// <exception cref="NpyFormatException">One is not so.</exception>
    public void Verify() => SparsePlaces.Visit(this, static (_, _) => { });

    /// <summary>The matrix with all its zeros, in C order: <c>toarray()</c>. Values at one place are added up, as SciPy does; of integers without regard to overflow.</summary>
    /// <remarks>It takes the memory that the shape says, however small the file was: look at <see cref="Shape"/> first where that is in doubt.</remarks>
    /// <exception cref="NpyFormatException">An index is outside the shape, or pointers decrease.</exception>
    /// <exception cref="InvalidOperationException">The values are no numbers, or long doubles of which several have one place; or the shape is beyond any memory.</exception>
    /// <exception cref="InsufficientMemoryException">There is not so much memory.</exception>
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
