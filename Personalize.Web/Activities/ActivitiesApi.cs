using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Personalize.Data.Accounts;
using Personalize.Web.Access;
using Personalize.Web.Hosting;
using Personalize.Web.Hosting.Json;
using Personalize.Web.Hosting.Limits;
using Personalize.Web.Hosting.Problems;
using Personalize.Web.Hosting.Security;

namespace Personalize.Web.Activities;

/// <summary>Takes activities, one or many at a time. What is answered as stored is on disk.</summary>
internal static class ActivitiesApi
{
    // The field that the intake calls by the catalogue's word.
    private const string IntakeItemField = "sku";
    private const string ItemField = "item_id";

    public static IEndpointRouteBuilder MapActivitiesApi(this IEndpointRouteBuilder routes)
    {
        routes.MapApi("/api/activities", "Activities")
            .MapPost("/", PostAsync).RequireRight(Right.SendActivities).Costs(RequestCost.Delivery)
            .WithMetadata(new RequestSizeLimitAttribute(RequestLimits.BatchBody))
            .Accepts<NewActivityRequest>("application/json")
            .WithSummary("Stores an activity, or an array of up to 1,000")
            .WithDescription(
                "One activity: 201 when stored, 200 when one of this activity_id is stored already. An array: 200 with one "
                + "result per activity, in order; bad ones do not hold up the others.")
            .MayRefuse(400, 413, 415, 429);
        return routes;
    }

    private static async Task<Results<Created<ActivityResponse>, Ok<ActivityResponse>, Ok<BatchResponse>, ProblemHttpResult>> PostAsync(
        HttpRequest request, ActivityIntake intake, DeliveryGate gate, CancellationToken cancellation)
    {
        using var stay = gate.TryEnter(request.ContentLength);
        if (stay is null)
        {
            intake.TurnedAway();
            return Busy(request.HttpContext, ActivityIntake.RetryAfter);
        }

        var (bytes, fault) = await JsonBody.BytesAsync(request, RequestLimits.BatchBody, cancellation);
        if (fault is not null)
            return fault.ToProblem();
        if (!ActivityBatch.IsArray(bytes.Span))
            return await OneAsync(bytes, request.HttpContext, intake, cancellation);
        return ActivityBatch.Split(bytes, out var elements) is { } broken
            ? broken.ToProblem()
            : TypedResults.Ok(await ManyAsync(elements, intake, cancellation));
    }

    private static async Task<Results<Created<ActivityResponse>, Ok<ActivityResponse>, Ok<BatchResponse>, ProblemHttpResult>> OneAsync(
        ReadOnlyMemory<byte> bytes, HttpContext context, ActivityIntake intake, CancellationToken cancellation)
    {
        if (bytes.Length > RequestLimits.ApiBody)
            return JsonFault.TooLarge(RequestLimits.ApiBody).ToProblem();
        if (JsonBody.Parse<NewActivityRequest>(bytes.Span).IsBad(out var bad, out var activity))
            return bad;
        var errors = new FieldErrors();
        if (activity.ToOffered(errors) is not { } offered)
            return Problem.Invalid(errors.ToDictionary());
        return await intake.SubmitAsync(offered, cancellation) switch
        {
            IntakeResult.Stored stored => TypedResults.Created(
                (string?)null, new ActivityResponse(stored.ActivityId, "stored", stored.Sequence)),
            IntakeResult.Duplicate duplicate => TypedResults.Ok(new ActivityResponse(duplicate.ActivityId, "duplicate", null)),
            IntakeResult.Invalid invalid => Problem.Invalid(OnTheWire(invalid.Errors)),
            IntakeResult.Busy busy => Busy(context, busy.RetryAfter),
            var other => throw new UnreachableException($"The intake answered {other.GetType().Name}."),
        };
    }

    private static ProblemHttpResult Busy(HttpContext context, TimeSpan after) => Problem.Later(
        context, StatusCodes.Status429TooManyRequests, "busy",
        "Activities come faster than they can be stored. Nothing was stored; send it again.", after);

    private static async Task<BatchResponse> ManyAsync(
        List<ReadOnlyMemory<byte>> elements, ActivityIntake intake, CancellationToken cancellation)
    {
        var read = elements.ConvertAll(ActivityBatch.Read);
        var offered = read.Where(entry => entry.Offered is not null).Select(entry => entry.Offered!).ToList();
        var taken = new Queue<IntakeResult>(offered.Count == 0 ? [] : await intake.SubmitAsync(offered, cancellation));
        var results = read.ConvertAll(entry => entry.Refused ?? Result(entry.Offered!, taken.Dequeue()));
        return new(Count("stored"), Count("duplicate"), Count("invalid"), Count("busy"), results);

        int Count(string status) => results.Count(result => result.Status == status);
    }

    private static BatchResult Result(OfferedActivity offered, IntakeResult result) => result switch
    {
        IntakeResult.Stored stored => new("stored", stored.ActivityId, stored.Sequence),
        IntakeResult.Duplicate duplicate => new("duplicate", duplicate.ActivityId),
        IntakeResult.Invalid invalid => new("invalid", offered.ActivityId, Code: "validation", Errors: OnTheWire(invalid.Errors)),
        IntakeResult.Busy => new("busy", offered.ActivityId, Code: "busy"),
        _ => throw new UnreachableException($"The intake answered {result.GetType().Name}."),
    };

    private static Dictionary<string, string[]> OnTheWire(IReadOnlyDictionary<string, string[]> errors) =>
        errors.ToDictionary(pair => pair.Key == IntakeItemField ? ItemField : pair.Key, pair => pair.Value);
}
