using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Personalize.Data.Accounts;
using Personalize.Web.Access;
using Personalize.Web.Hosting.Security;
using Personalize.Web.Hubs;
using Scalar.AspNetCore;

namespace Personalize.Web.Hosting.Documentation;

/// <summary>The description of the API: OpenAPI for programs, a page to try it for people. Nothing is fetched from elsewhere.</summary>
internal static class ApiDocumentation
{
    public const string Document = "v1";

    private const string WayBack = """<a class="way-back" href="/">← Back to Personalize</a>""";

    // The maker's page asks what stands above it how high it is.
    private const string WayBackLook =
        """
        :root { --scalar-custom-header-height: 40px; }
        .way-back {
          position: sticky; z-index: 10; top: 0; display: flex; align-items: center; height: 40px; padding: 0 20px; box-sizing: border-box;
          border-bottom: 1px solid var(--scalar-border-color); background: var(--scalar-background-1); color: var(--scalar-color-1);
          font: 500 14px/20px var(--scalar-font, sans-serif); text-decoration: none;
        }
        .way-back:hover { text-decoration: underline; }
        """;

    public static IServiceCollection AddApiDocumentation(this IServiceCollection services) =>
        services.AddOpenApi(Document, options =>
        {
            options.AddDocumentTransformer(Describe);
            options.AddDocumentTransformer(ApiAuthentication.DescribeAsync);
            options.AddOperationTransformer(ApiAuthentication.DemandAsync);
            options.AddSchemaTransformer(UnwrapGivenAsync);
        });

    public static IEndpointRouteBuilder MapApiDocumentation(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/{documentName}.json").RequireRight(Right.ViewDashboards);
        routes.MapScalarApiReference("/docs/api", (scalar, context) =>
        {
            scalar.WithTitle("Personalize API").WithNonce(CspNonce.Of(context));
            scalar.DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp();
            // Sharing, deploying and generating are the maker's services on the net.
            scalar.HideDeveloperTools().HideClientButton();
            scalar.AddPreferredSecuritySchemes(ApiAuthentication.Scheme);
            scalar.AddHeaderContent(WayBack).WithCustomCss(WayBackLook);
        }).RequireRight(Right.ViewDashboards).Finally(CloseToStrangers);
        return routes;
    }

    // The page's own files come marked as open to everybody.
    private static void CloseToStrangers(EndpointBuilder endpoint)
    {
        foreach (var mark in endpoint.Metadata.OfType<IAllowAnonymous>().ToList())
            endpoint.Metadata.Remove(mark);
    }

    private static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Personalize API",
            Version = Document,
            Description =
                "Customers, catalogue, activities and explained recommendations. JSON in snake_case; failures are problem details "
                + "(RFC 9457) with a stable `code`. Lists carry the address of the next page in the `Link` header.\n\n"
                + HubDescription.Text,
        };
        return Task.CompletedTask;
    }

    // "Given or not" is how we read a field, not what it is.
    private static async Task UnwrapGivenAsync(
        OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        var type = context.JsonTypeInfo.Type;
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(Given<>))
            return;
        var inner = await context.GetOrCreateSchemaAsync(type.GetGenericArguments()[0], null, cancellation);
        schema.Type = inner.Type;
        schema.Format = inner.Format;
        schema.Items = inner.Items;
        schema.Properties = inner.Properties;
        schema.Pattern = inner.Pattern;
    }
}
