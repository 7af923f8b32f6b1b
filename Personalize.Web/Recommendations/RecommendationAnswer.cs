using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;

namespace Personalize.Web.Recommendations;

/// <summary>One user's list as the API answers it. Its JSON is written once, however often the same list is served; only the id is new each time.</summary>
internal sealed class RecommendationAnswer(ServedRecommendations served, JsonSerializerOptions json) : IResult, IEndpointMetadataProvider
{
    private const int IdLength = 36;

    // Lists that are served again share their items, and go with them.
    private static readonly ConditionalWeakTable<IReadOnlyList<RecommendedItem>, byte[]> Written = [];

    // The id comes first in the answer, whatever it is.
    private static readonly int IdAt = "{\"recommendation_id\":\"".Length;

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(UserListResponse), ["application/json"]));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var body = Written.GetValue(served.Items, _ => JsonSerializer.SerializeToUtf8Bytes(UserListResponse.Of(served), json));
        var response = httpContext.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        var room = response.BodyWriter.GetMemory(body.Length);
        body.CopyTo(room);
        served.RecommendationId.TryFormat(room.Span.Slice(IdAt, IdLength), out _);
        response.BodyWriter.Advance(body.Length);
        await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
    }
}
