using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;
using Personalize.Web.Access;

namespace Personalize.Tests.Web.Access;

/// <summary>One method of one route, as the server maps it, with an address that matches it.</summary>
internal sealed record MappedRoute(string Method, string Pattern, string Address, Right? Right, bool IsAnonymous, bool IsPage)
{
    public bool IsForPrograms => AccessSchemes.IsForPrograms(Address);

    public override string ToString() => $"{Method} {Pattern}";

    /// <summary>All but the files of pages, which are open to everybody.</summary>
    public static IReadOnlyList<MappedRoute> All(PersonalizeApp app) =>
    [
        .. app.Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .SelectMany(Methods)
            .DistinctBy(route => route.ToString())
            .OrderBy(route => route.Pattern, StringComparer.Ordinal),
    ];

    private static IEnumerable<MappedRoute> Methods(RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
        return (methods.Count == 0 ? ["GET"] : methods).Select(method => new MappedRoute(
            method,
            "/" + endpoint.RoutePattern.RawText!.TrimStart('/'),
            AddressOf(endpoint.RoutePattern),
            endpoint.Metadata.GetMetadata<RequiresRightAttribute>()?.Right,
            endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null,
            endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null));
    }

    private static string AddressOf(RoutePattern pattern) => "/" + string.Join('/', pattern.PathSegments
        .Select(segment => string.Concat(segment.Parts.Select(TextOf)))
        .Where(text => text.Length > 0));

    private static string TextOf(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart { IsOptional: true } or RoutePatternParameterPart { IsCatchAll: true } => "",
        RoutePatternParameterPart { Name: "documentName" } => "v1",
        RoutePatternParameterPart { ParameterPolicies: [{ Content: "guid" }] } => "6f1c1b8e-0000-4000-8000-000000000000",
        RoutePatternParameterPart => "1",
        _ => throw new NotSupportedException(part.GetType().Name),
    };
}
