using Microsoft.AspNetCore.Http.HttpResults;
using Personalize.Web.Hosting.Problems;

namespace Personalize.Web.Hosting.Json;

/// <summary>Why a JSON text was not accepted.</summary>
/// <param name="Field">Where, such as "purchase_history[2].price"; empty for the whole.</param>
internal sealed record JsonFault(int Status, string Code, string Message, string Field = "")
{
    public static JsonFault Bad(string code, string message, string field = "") =>
        new(StatusCodes.Status400BadRequest, code, message, field);

    public static JsonFault TooLarge(int limit) => new(
        StatusCodes.Status413PayloadTooLarge, "payload_too_large", $"The body is larger than the {limit / 1024} KB this address accepts.");

    public Dictionary<string, string[]>? Errors => Field.Length == 0 ? null : new() { [Field] = [Message] };

    public ProblemHttpResult ToProblem() => Problem.Of(Status, Code, Message, Errors);
}
