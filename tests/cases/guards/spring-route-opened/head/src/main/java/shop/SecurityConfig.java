package shop;

class SecurityConfig {
    SecurityFilterChain chain(HttpSecurity http) throws Exception {
        return http
            .csrf(csrf -> csrf.disable())
            .authorizeHttpRequests(requests -> requests
                .requestMatchers("/health", "/admin/**").permitAll()
                .anyRequest().authenticated())
            .build();
    }
}
