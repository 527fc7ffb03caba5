using System.Diagnostics.CodeAnalysis;
using NpyIO.IO;

namespace NpyIO.NpyFiles;

/// <summary>The errors of stored arrays.</summary>
internal static class NpyThrow
{
    [DoesNotReturn]
    internal static void ObjectsInParts(DType dtype) => throw new NotSupportedException(
        $"The array holds Python objects (dtype {dtype.Descr}), whose data are one pickle: Load() reads it, and the array that it returns has parts.");

    [DoesNotReturn]
    internal static void NoBlocks() => throw new InvalidOperationException("The array is a single element, without rows; Load() reads it.");

    [DoesNotReturn]
    internal static void DestinationTooShort(int length, long count, string parameter) => throw new ArgumentException(
        $"The destination has room for {length} elements, but the part has {count}.", parameter);

    [DoesNotReturn]
    internal static MappedArray PartAlone(bool isSlice) => throw new NotSupportedException(isSlice
        ? "A part is mapped with the whole: Map() the array that it is a part of, and slice that."
        : "A field is mapped with its records: Map() the array that it is a field of, and take the field of that.");

    /// <summary>Throws if the elements that the header counts are not all there.</summary>
    internal static void RequireFits(NpyHeader header, long length)
    {
        if (!header.DType.HasObject)
            PayloadReader.CheckLength(length, header, isStrict: false);
    }
}
