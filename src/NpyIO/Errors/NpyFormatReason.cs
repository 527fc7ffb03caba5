namespace NpyIO;

/// <summary>Why content was refused.</summary>
public enum NpyFormatReason
{
    /// <summary>There are no bytes where an array should begin.</summary>
    Empty,

    /// <summary>The first bytes are not <c>\x93NUMPY</c>.</summary>
    BadMagic,

    /// <summary>The format version is not 1.0, 2.0 or 3.0.</summary>
    BadVersion,

    /// <summary>The content ends inside the header.</summary>
    TruncatedHeader,

    /// <summary>The header is longer than <see cref="NpyReadOptions.MaxHeaderSize"/> allows.</summary>
    HeaderTooLarge,

    /// <summary>The header is not a Python literal, or not a dictionary.</summary>
    BadHeader,

    /// <summary>Keys of the header are missing, unknown or duplicated.</summary>
    BadKeys,

    /// <summary>The shape is not a tuple of non-negative integers, has too many axes, or overflows.</summary>
    BadShape,

    /// <summary>The value of <c>fortran_order</c> is neither True nor False.</summary>
    BadFortranOrder,

    /// <summary>The descr is not a dtype that NumPy accepts.</summary>
    BadDescr,

    /// <summary>The content is nested deeper than the limit.</summary>
    TooDeep,

    /// <summary>The content ends inside the array's data.</summary>
    TruncatedData,

    /// <summary>Bytes follow the array although <see cref="NpyReadOptions.Strict"/> forbids them.</summary>
    TrailingData,

    /// <summary>An array of zero-size elements has more of them than <see cref="NpyReadOptions.MaxElements"/> allows.</summary>
    TooManyElements,

    /// <summary>The archive's own records are invalid: the end record, the directory, a local header, or two of them that contradict each other.</summary>
    BadArchive,

    /// <summary>The compressed data are invalid, or do not have the length that the archive claims.</summary>
    BadCompression,

    /// <summary>The CRC-32 of the data differs from the one that the archive claims.</summary>
    BadChecksum,

    /// <summary>The entries of an archive are not the parts of a sparse matrix: one is missing, they do not match each other, or an index is outside the shape.</summary>
    BadSparseMatrix,

    /// <summary>The pickle is not one that Python could have written: an opcode does not exist, the stack lacks what an opcode takes, or a state does not belong to its class.</summary>
    BadPickle,

    /// <summary>The content is valid but cannot be read by this method or this version of the library; the message says what to do.</summary>
    Unsupported,
}
