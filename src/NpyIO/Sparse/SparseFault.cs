namespace NpyIO.Sparse;

/// <summary>Why parts make no sparse matrix.</summary>
/// <param name="Part">The part that does not fit, by its name in the archive.</param>
/// <param name="Problem">What is wrong with it, without a full stop.</param>
/// <param name="Expected">What it would have to be.</param>
/// <param name="Found">What it is.</param>
internal sealed record SparseFault(string Part, string Problem, string Expected, string Found);
