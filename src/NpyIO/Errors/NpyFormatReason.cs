namespace NpyIO;

/// <summary>Why content was refused.</summary>
public enum NpyFormatReason
{
    /// <summary>There is not one byte where an array should begin.</summary>
    Empty,

    /// <summary>The first bytes are not <c>\x93NUMPY</c>.</summary>
    BadMagic,

    /// <summary>The format version is none of 1.0, 2.0 and 3.0.</summary>
    BadVersion,

    /// <summary>The content ends inside the header.</summary>
    TruncatedHeader,

    /// <summary>The header is longer than <see cref="NpyReadOptions.MaxHeaderSize"/> allows.</summary>
    HeaderTooLarge,

    /// <summary>The header is not a Python literal, or not a dictionary.</summary>
    BadHeader,

    /// <summary>Keys of the header are missing, unknown or there twice.</summary>
    BadKeys,

    /// <summary>The shape is not a tuple of non-negative integers, has too many axes, or overflows.</summary>
    BadShape,

    /// <summary>The value of <c>fortran_order</c> is neither True nor False.</summary>
    BadFortranOrder,

    /// <summary>The descr is no dtype that NumPy would accept.</summary>
    BadDescr,

    /// <summary>Something nests deeper than the limit.</summary>
    TooDeep,

    /// <summary>The content ends inside the array's data.</summary>
    TruncatedData,

    /// <summary>Bytes follow the array where <see cref="NpyReadOptions.Strict"/> forbids them.</summary>
    TrailingData,

    /// <summary>An array of zero-size elements has more of them than <see cref="NpyReadOptions.MaxElements"/>.</summary>
    TooManyElements,

    /// <summary>The archive's own records are not what they should be: the end record, the directory, a local header, or two of them that contradict each other.</summary>
    BadArchive,

    /// <summary>The compressed data are no such data, or do not have the length that the archive claims.</summary>
    BadCompression,

    /// <summary>The CRC-32 of the data is not the one that the archive claims.</summary>
    BadChecksum,

    /// <summary>The entries of an archive are not the parts of a sparse matrix: one is missing, or they do not fit each other, or an index points outside the shape.</summary>
    BadSparseMatrix,

    /// <summary>The pickle is none that Python could have written: an opcode that does not exist, a stack that lacks what an opcode takes, a state that is none of its class.</summary>
    BadPickle,

    /// <summary>The content is legal but not readable by this verb or this version of the library; the message says what to do.</summary>
    Unsupported,
}
