namespace NpyIO.Zip;

/// <summary>What is wrong with an end record.</summary>
internal enum EndOfCentralDirectoryFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is of an archive that spans several disks.</summary>
    ManyDisks,

    /// <summary>It has a ZIP64 locator that leads to no ZIP64 record.</summary>
    NoZip64Record,

    /// <summary>The ZIP64 record and its locator contradict each other.</summary>
    BadZip64Record,

    /// <summary>The directory would not lie where the archive has room for it.</summary>
    DirectoryOutside,

    /// <summary>The directory is too short for the count of entries.</summary>
    TooManyEntries,

    /// <summary>What lies where the directory should be is none.</summary>
    NoDirectory,
}
