using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Personalize.Web.Hosting.Problems;

/// <summary>What the API answers to an edit that was not saved.</summary>
internal static class EditProblem
{
    /// <param name="what">"user"</param>
    /// <param name="keyField">Wire name of the external key.</param>
    public static ProblemHttpResult Of<TView>(EditResult<TView> result, string what, string keyField) => result switch
    {
        EditResult<TView>.NotFound => Problem.NotFound(what),
        EditResult<TView>.Stale => Problem.Stale(what),
        EditResult<TView>.DuplicateKey => Problem.Of(
            StatusCodes.Status409Conflict, "duplicate_key", $"Another {what} has this {keyField}.",
            new Dictionary<string, string[]> { [keyField] = ["Is taken."] }),
        EditResult<TView>.Invalid invalid => Problem.Invalid(invalid.Errors),
        _ => throw new UnreachableException($"An edit ended as {result.GetType().Name}, which is no refusal."),
    };
}
