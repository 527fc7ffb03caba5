using System.Diagnostics.CodeAnalysis;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NpyIO.Arrays;

namespace NpyIO;

// Copies of the elements in the shapes that C# has: rectangular and jagged arrays, tensors.
[SuppressMessage("Performance", "CA1814", Justification = "The shape that the caller asks for.")]
public sealed partial class NdArray<T>
{
    /// <summary>Copies the elements of a two-dimensional array: <c>ndarray.tolist</c>. The values are native; bytes other than 0 and 1 of a <see cref="bool"/> become true.</summary>
    /// <exception cref="InvalidOperationException">The array does not have two axes, or more elements than a <c>T[,]</c> can hold. The message says what to call.</exception>
    public T[,] ToArray2D()
    {
        CheckRectangular(2);
        var array = new T[Shape[0], Shape[1]];
        Fill(array);
        return array;
    }

    /// <summary>Copies the elements of a three-dimensional array: <c>ndarray.tolist</c>. The values are native; bytes other than 0 and 1 of a <see cref="bool"/> become true.</summary>
    /// <exception cref="InvalidOperationException">The array does not have three axes, or more elements than a <c>T[,,]</c> can hold. The message says what to call.</exception>
    public T[,,] ToArray3D()
    {
        CheckRectangular(3);
        var array = new T[Shape[0], Shape[1], Shape[2]];
        Fill(array);
        return array;
    }

    /// <summary>Copies the elements of a four-dimensional array: <c>ndarray.tolist</c>. The values are native; bytes other than 0 and 1 of a <see cref="bool"/> become true.</summary>
    /// <exception cref="InvalidOperationException">The array does not have four axes, or more elements than a <c>T[,,,]</c> can hold. The message says what to call.</exception>
    public T[,,,] ToArray4D()
    {
        CheckRectangular(4);
        var array = new T[Shape[0], Shape[1], Shape[2], Shape[3]];
        Fill(array);
        return array;
    }

    /// <summary>Copies the elements of a two-dimensional array to an array of rows: <c>ndarray.tolist</c>.</summary>
    /// <exception cref="InvalidOperationException">
    /// The array does not have two axes, or more rows or elements per row than a CLR array can hold, or more than 2^24 rows without elements. The message says what to call.
    /// </exception>
    public T[][] ToJagged()
    {
        CheckJagged(2);
        return CopyRows();
    }

    /// <summary>Copies the elements of a three-dimensional array to an array of planes, each an array of rows: <c>ndarray.tolist</c>.</summary>
    /// <exception cref="InvalidOperationException">
    /// The array does not have three axes, or more planes, rows or elements per row than a CLR array can hold, or more than 2^24 rows without elements. The message says what to call.
    /// </exception>
    public T[][][] ToJagged3D()
    {
        CheckJagged(3);
        var planes = new T[Shape[0]][][];
        for (long i = 0; i < planes.LongLength; i++)
            planes[i] = At([i]).CopyRows();
        return planes;
    }

    /// <summary>
    /// Copies the elements to a tensor of the same shape, in C order; a 0-d array gets the shape <c>[1]</c>. <see cref="AsTensorSpan"/> sees the elements in place.
    /// </summary>
    /// <exception cref="InvalidOperationException">There are more elements than a <c>T[]</c> can hold.</exception>
    public Tensor<T> ToTensor()
    {
        Span<nint> lengths = stackalloc nint[Math.Max(_rank, 1)];
        lengths[0] = 1;
        for (int axis = 0; axis < _rank; axis++)
            lengths[axis] = (nint)Shape[axis];

        return Tensor.Create(ToArray(), lengths);
    }

    /// <summary>For new memory that is about to be filled.</summary>
    internal static void ExpectLarge(Array array)
    {
        if (!RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            MemoryAdvice.UseHugePages(ref MemoryMarshal.GetArrayDataReference(array), array.LongLength * Unsafe.SizeOf<T>());
    }

    /// <summary>The array has the same shape and no elements yet.</summary>
    private void Fill(Array array)
    {
        ExpectLarge(array);
        CopyElements(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)));
    }

    private T[][] CopyRows()
    {
        var rows = new T[Shape[0]][];
        int length = (int)Shape[1];
        bool isSpan = _isSpan && typeof(T) != typeof(bool);
        for (int i = 0; i < rows.Length; i++)
            rows[i] = isSpan ? AsReadOnlySpan().Slice(i * length, length).ToArray() : At([i]).ToArray();

        GC.KeepAlive(this);
        return rows;
    }

    private void CheckRectangular(int rank)
    {
        if (_rank != rank)
            ArrayThrow.WrongRank(rank, Shape, $"ToArray{rank}D()");
        CheckLengths();

        // The CLR's limit for arrays of several axes.
        if (Count > uint.MaxValue)
            ArrayThrow.TooManyForRectangle<T>(Count, rank);
    }

    private void CheckJagged(int rank)
    {
        if (_rank != rank)
            ArrayThrow.WrongRank(rank, Shape, rank == 2 ? "ToJagged()" : "ToJagged3D()");
        CheckLengths();

        // Rows take memory even if their elements do not exist, and a file can claim any number.
        if (Count == 0 && ArrayLayout.PartsBeforeEmpty(Shape) is > ElementConversion.MaxWithoutBytes and double count)
            ArrayThrow.TooManyRowsWithoutElements((long)count, ElementConversion.MaxWithoutBytes);
    }

    private void CheckLengths()
    {
        for (int axis = 0; axis < _rank; axis++)
        {
            if (Shape[axis] > Array.MaxLength)
                ArrayThrow.AxisTooLong(axis, Shape);
        }
    }
}
