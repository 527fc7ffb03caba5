using System.Diagnostics.CodeAnalysis;
using SharpCompress.Compressors.ZStandard;
using SharpCompress.Compressors.ZStandard.Unsafe;

namespace NpyIO.Codecs;

/// <summary>Throws the errors of the codecs. NpyIO converts them to its own exception with the entry and offset.</summary>
internal static class CodecsThrow
{
    [DoesNotReturn]
    internal static int BadData(string name, Exception inner)
    {
        if (inner is ZstdException { Code: ZSTD_ErrorCode.ZSTD_error_frameParameter_windowTooLarge })
            WindowTooLarge(name);
        throw inner as InvalidDataException ?? new InvalidDataException($"the {name} data are damaged ({inner.Message})", inner);
    }

    [DoesNotReturn]
    internal static void EndsEarly() => throw new InvalidDataException("the compressed data end before the data do");

    [DoesNotReturn]
    internal static void DataLeft(string name, long count) => throw new InvalidDataException($"{count} bytes follow the end of the {name} data");

    [DoesNotReturn]
    internal static void BadLzmaProperties(int length) => throw new InvalidDataException($"the LZMA properties have {length} bytes, not 5");

    [DoesNotReturn]
    internal static void TooManyLiteralStates(int bits) => throw new InvalidDataException($"the LZMA properties lc and lp come to {bits}; at most 4 are allowed");

    [DoesNotReturn]
    internal static void BadLength(long length) => throw new InvalidDataException($"the LZMA data claim {length} bytes");

    [DoesNotReturn]
    internal static void BadXz(string what) => throw new InvalidDataException($"{what} of the xz data is damaged");

    [DoesNotReturn]
    internal static void BadLz4(string what) => throw new InvalidDataException($"{what} of the LZ4 data is damaged");

    [DoesNotReturn]
    internal static void NoLz4Frame() => throw new InvalidDataException("what follows in the LZ4 data is not a frame");

    [DoesNotReturn]
    internal static void Lz4OfOtherLength(ulong claimed, ulong found) => throw new InvalidDataException($"an LZ4 frame says that it holds {claimed} bytes, but it holds {found}");

    [DoesNotReturn]
    internal static void UnknownLz4Version(int version) => throw new NotSupportedException($"an LZ4 frame is of version {version}, which is not known: compress the data with version 1");

    [DoesNotReturn]
    internal static int UnknownCheck(int kind) => throw new NotSupportedException($"the xz data have a check of kind {kind}, which is not known: compress them with --check=crc64");

    [DoesNotReturn]
    internal static void OtherFilters() => throw new NotSupportedException("the xz data went through other filters than LZMA2: compress them without");

    [DoesNotReturn]
    internal static void WindowTooLarge(string name) =>
        throw new NotSupportedException($"the {name} data look back over more than the {PackagedProvider.MaxWindow >> 20} MiB that are allowed: compress them with a smaller window");
}
