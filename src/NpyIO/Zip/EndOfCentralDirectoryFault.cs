namespace NpyIO.Zip;

/// <summary>What is wrong with an end record.</summary>
internal enum EndOfCentralDirectoryFault
{
    None,

    /// <summary>The archive spans several disks.</summary>
    ManyDisks,

    /// <summary>The ZIP64 locator points to no ZIP64 record.</summary>
    NoZip64Record,

    /// <summary>The ZIP64 record and its locator contradict each other.</summary>
    BadZip64Record,

    /// <summary>The directory is outside the room that the archive has for it.</summary>
    DirectoryOutside,

    /// <summary>The directory is too short for the number of entries.</summary>
    TooManyEntries,

    /// <summary>The bytes at the directory's offset are not a directory.</summary>
    NoDirectory,
}
