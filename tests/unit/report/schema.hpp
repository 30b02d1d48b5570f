#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace calo::report {

/// Checks a document against the part of JSON Schema that docs/formats/run.schema.json uses, and
/// names every disagreement. A keyword it does not know is a disagreement too.
class Schema {
 public:
  // Braces would make an array of it.
  explicit Schema(nlohmann::json schema) : schema_(std::move(schema)) {}

  [[nodiscard]] std::vector<std::string> errors(const nlohmann::json& document) const {
    std::vector<std::string> found;
    check(schema_, document, "$", found);
    return found;
  }

 private:
  using Json = nlohmann::json;

  static bool has_type(const Json& value, const std::string& type) {
    if (type == "integer") return value.is_number_integer();
    if (type == "number") return value.is_number();
    if (type == "null") return value.is_null();
    return value.type_name() == type;
  }

  static bool has_a_type(const Json& value, const Json& types) {
    if (types.is_string()) return has_type(value, types);
    for (const Json& type : types) {
      if (has_type(value, type)) return true;
    }
    return false;
  }

  void check_fields(const Json& schema, const Json& value, const std::string& path,
                    std::vector<std::string>& found) const {
    const Json properties = schema.value("properties", Json::object());
    for (const auto& [key, field] : value.items()) {
      const std::string place = path + "." + key;
      if (properties.contains(key)) {
        check(properties[key], field, place, found);
      } else if (schema.contains("additionalProperties")) {
        const Json& rule = schema["additionalProperties"];
        if (rule.is_object()) check(rule, field, place, found);
        if (rule == false) found.push_back(place + " is not in the schema");
      }
    }
    for (const Json& key : schema.value("required", Json::array())) {
      if (!value.contains(key.get<std::string>())) {
        found.push_back(path + "." + key.get<std::string>() + " is missing");
      }
    }
  }

  void check(const Json& schema, const Json& value, const std::string& path,
             std::vector<std::string>& found) const {
    for (const auto& [keyword, rule] : schema.items()) {
      if (keyword == "$ref") {
        check(schema_.at(Json::json_pointer{rule.get<std::string>().substr(1)}), value, path,
              found);
      } else if (keyword == "type") {
        if (!has_a_type(value, rule)) found.push_back(path + " has the type " + value.type_name());
      } else if (keyword == "const") {
        if (value != rule) found.push_back(path + " is not " + rule.dump());
      } else if (keyword == "enum") {
        if (std::find(rule.begin(), rule.end(), value) == rule.end()) {
          found.push_back(path + " is none of " + rule.dump());
        }
      } else if (keyword == "minimum") {
        if (value.is_number() && value < rule) found.push_back(path + " is too small");
      } else if (keyword == "maximum") {
        if (value.is_number() && value > rule) found.push_back(path + " is too large");
      } else if (keyword == "anyOf") {
        bool fits = false;
        for (const Json& choice : rule) {
          std::vector<std::string> errors_of_choice;
          check(choice, value, path, errors_of_choice);
          fits = fits || errors_of_choice.empty();
        }
        if (!fits) found.push_back(path + " fits no choice");
      } else if (keyword == "items") {
        for (std::size_t i = 0; i < value.size() && value.is_array(); ++i) {
          check(rule, value[i], path + "[" + std::to_string(i) + "]", found);
        }
      } else if (keyword == "properties") {
        if (value.is_object()) check_fields(schema, value, path, found);
      } else if (keyword == "additionalProperties") {
        if (value.is_object() && !schema.contains("properties")) {
          check_fields(schema, value, path, found);
        }
      } else if (keyword != "required" && keyword != "description" && keyword != "title" &&
                 keyword != "$schema" && keyword != "$id" && keyword != "$defs") {
        found.push_back("the schema uses " + keyword + ", which this test does not know");
      }
    }
  }

  nlohmann::json schema_;
};

}  // namespace calo::report
