using Microsoft.EntityFrameworkCore;

namespace Personalize.Data;

/// <summary>For "find, and create what is missing": somebody else may create the same row between the two.</summary>
internal static class ContendedInsert
{
    private const int Attempts = 4;

    /// <summary>Repeats work that lost such a race, or met a newer version of a row; each attempt must be a transaction of its own.</summary>
    public static async Task<T> RepeatAsync<T>(Func<Task<T>> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (DbUpdateException problem) when (
                attempt < Attempts && (problem is DbUpdateConcurrencyException || problem.IsDuplicateKey()))
            {
                // The next attempt finds the other's row.
            }
        }
    }
}
