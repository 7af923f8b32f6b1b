using System.Text.Json;
using System.Text.Json.Serialization;

namespace Personalize.Web.Hosting.Json;

/// <summary>A converter that reads objects of another type's fields, so that <see cref="JsonScan"/> knows which fields are legal.</summary>
internal interface IObjectShape
{
    Type Shape { get; }
}

/// <summary>Lets a partial update tell "not sent" from "sent as null": only a field that is there makes <see cref="Given{T}"/> given.</summary>
internal sealed class GivenConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Given<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Of<T> : JsonConverter<Given<T>>, IObjectShape
    {
        public override bool HandleNull => true;

        public Type Shape => typeof(T);

        public override Given<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            try
            {
                return new(true, JsonSerializer.Deserialize<T>(ref reader, options)!);
            }
            catch (JsonException wrong)
            {
                // The inner path begins at this field; without a path of its own, the outer one names the field.
                throw new JsonException(wrong.Message, wrong);
            }
        }

        public override void Write(Utf8JsonWriter writer, Given<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Value, options);
    }
}
