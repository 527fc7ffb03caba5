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
    internal static MappedArray FieldAlone() => throw new NotSupportedException("A field is mapped with its records: Map() the array that it is a field of, and take the field of that.");

    [DoesNotReturn]
    internal static MappedArray PartAlone() => throw new NotSupportedException("A part is mapped with the whole: Map() the array that it is a part of, and slice that.");

    [DoesNotReturn]
    internal static void NotOpenForWriting() => throw new NotSupportedException(
        "The file that the array was opened from is open for reading only, so it cannot be mapped for ReadWrite: Npy.Map(path, MapAccess.ReadWrite) opens it for writing, and MapAccess.CopyOnWrite needs no writing.");

    /// <summary>Throws if the elements that the header counts are not all there.</summary>
    internal static void RequireFits(NpyHeader header, long length)
    {
        if (!header.DType.HasObject)
            PayloadReader.CheckLength(length, header, isStrict: false);
    }
}
