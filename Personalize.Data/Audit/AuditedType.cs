using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Personalize.Data.Accounts;
using Personalize.Data.Catalogue;
using Personalize.Data.Customers;
using Personalize.Data.Live;

namespace Personalize.Data.Audit;

/// <summary>A kind of row whose changes are written down.</summary>
/// <param name="Kind">What entries call it.</param>
/// <param name="IdProperty">The property that holds the subject's number.</param>
internal sealed record AuditedType(string Kind, string IdProperty)
{
    private static readonly FrozenDictionary<Type, AuditedType> All = new Dictionary<Type, AuditedType>
    {
        [typeof(Customer)] = new(Subjects.Customer, nameof(Customer.Id))
        {
            Fields =
            [
                nameof(Customer.CustomerId), nameof(Customer.Age), nameof(Customer.Gender), nameof(Customer.Interests),
                nameof(Customer.PurchaseHistory), nameof(Customer.DeclaredEngagement), nameof(Customer.SentimentScore),
                nameof(Customer.SocialMediaActivity), nameof(Customer.DeletedAt),
            ],
            Updates = [(nameof(Customer.DeletedAt), "delete", "restore")],
        },
        [typeof(Item)] = new(Subjects.Item, nameof(Item.Id))
        {
            Fields =
            [
                nameof(Item.Sku), nameof(Item.Title), nameof(Item.Description), nameof(Item.Category), nameof(Item.Brand),
                nameof(Item.PriceCents), nameof(Item.Tags), nameof(Item.Active),
            ],
        },
        [typeof(LiveLimits)] = new(Subjects.LiveLimits, nameof(LiveLimits.Id))
        {
            Fields =
            [
                nameof(LiveLimits.MostServeMilliseconds), nameof(LiveLimits.MostStoreMilliseconds), nameof(LiveLimits.MostFallbackPercent),
                nameof(LiveLimits.LeastClickPercent), nameof(LiveLimits.LeastCoveragePercent), nameof(LiveLimits.MostSilenceSeconds),
            ],
        },
        [typeof(Account)] = new(Subjects.Account, nameof(Account.Id))
        {
            Fields =
            [
                nameof(Account.Email), nameof(Account.DisplayName), nameof(Account.Role), nameof(Account.DisabledAt),
                nameof(Account.TwoFactorEnabled),
            ],
            Secrets = [nameof(Account.PasswordHash)],
            Updates =
            [
                (nameof(Account.DisabledAt), "disable", "enable"), (nameof(Account.Role), "role", "role"),
                (nameof(Account.PasswordHash), "password", "password"),
                (nameof(Account.TwoFactorEnabled), "second-factor-on", "second-factor-off"),
            ],
        },
        [typeof(IdentityUserPasskey<int>)] = new(Subjects.Account, "UserId") { Verbs = ("passkey-add", "passkey-remove") },
        [typeof(IdentityUserLogin<int>)] = new(Subjects.Account, "UserId") { Verbs = ("login-link", "login-unlink") },
        [typeof(ApiKey)] = new(Subjects.ApiKey, nameof(ApiKey.Id))
        {
            Fields =
            [
                nameof(ApiKey.Name), nameof(ApiKey.Prefix), nameof(ApiKey.Role), nameof(ApiKey.Scopes), nameof(ApiKey.ExpiresAt),
                nameof(ApiKey.RevokedAt),
            ],
            Verbs = ("issue", "delete"),
            Updates = [(nameof(ApiKey.RevokedAt), "revoke", "update")],
        },
    }.ToFrozenDictionary();

    /// <summary>Properties written down with their values.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Properties of which only a change is written down.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>What making and deleting a row is called.</summary>
    public (string Made, string Deleted) Verbs { get; init; } = ("create", "delete");

    /// <summary>What it is called when a property gets, or loses, its value, or becomes true or false; the first that changed counts.</summary>
    public IReadOnlyList<(string Property, string Set, string Cleared)> Updates { get; init; } = [];

    public static AuditedType? Find(Type type) => All.GetValueOrDefault(type);

    public string ActionOf(EntityState state, IReadOnlyList<FieldChange> changes)
    {
        var verb = state switch
        {
            EntityState.Added => Verbs.Made,
            EntityState.Deleted => Verbs.Deleted,
            _ => Updates
                .Select(update => (update.Set, update.Cleared, Change: changes.FirstOrDefault(change => change.Field == FieldChange.NameOf(update.Property))))
                .Where(update => update.Change is not null)
                .Select(update => IsCleared(update.Change!.New) ? update.Cleared : update.Set)
                .FirstOrDefault("update"),
        };
        return $"{Kind}.{verb}";
    }

    private static bool IsCleared(JsonElement value) => value.ValueKind is JsonValueKind.False || FieldChange.IsNothing(value);
}

/// <summary>What entries speak of.</summary>
public static class Subjects
{
    public const string Customer = "customer";
    public const string Item = "item";
    public const string Account = "account";
    public const string ApiKey = "api-key";
    public const string Import = "import";
    public const string Model = "model";
    public const string Simulator = "simulator";
    public const string LiveLimits = "live-limits";
    public const string Audit = "audit";

    /// <summary>The door itself, where a refusal concerns no known account or key.</summary>
    public const string Access = "access";

    public static IReadOnlyList<string> All { get; } = [Customer, Item, Account, ApiKey, Import, Model, Simulator, LiveLimits, Audit, Access];
}
