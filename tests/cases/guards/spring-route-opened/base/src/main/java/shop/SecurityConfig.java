package shop;

class SecurityConfig {
    SecurityFilterChain chain(HttpSecurity http) throws Exception {
        return http
            .authorizeHttpRequests(requests -> requests
                .requestMatchers("/health").permitAll()
                .anyRequest().authenticated())
            .build();
    }
}
