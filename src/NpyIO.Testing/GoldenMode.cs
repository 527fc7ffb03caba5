namespace NpyIO;

/// <summary>Whether golden files are only compared, or also created and replaced.</summary>
internal enum GoldenMode
{
    /// <summary>Compare.</summary>
    Compare,

    /// <summary>Compare; an update was asked for, but <c>CI</c> is set.</summary>
    CompareInCI,

    /// <summary>Compare; an update may have been asked for, but the variable is not 1.</summary>
    CompareNotOne,

    /// <summary>Create and replace.</summary>
    Update,
}
