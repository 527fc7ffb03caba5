namespace NpyIO.Sparse;

/// <summary>The reason why parts do not form a sparse matrix.</summary>
/// <param name="Part">The part that does not fit, by its name in the archive.</param>
/// <param name="Problem">What is wrong with it, without a full stop.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Found">What was found.</param>
internal sealed record SparseFault(string Part, string Problem, string Expected, string Found);
